"""Keys of the forms of activities that the system itself knows; others are named by regulations."""

CONSULTATION, THEMATIC = "consultation", "thematic_consultation"
# What stands in the journal of consultations.
CONSULTATIONS = (CONSULTATION, THEMATIC)
