"""A regulation at work: projects, subjects, appointments, enrolments, pairings, waivers."""
