"""Communities of tutors and municipal teams: rules, members, work in common, duties."""
