"""People: employment, education, experience, offices, sign-in slips; and the value Reach."""
