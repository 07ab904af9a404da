"""Keys of the forms of activities that the system itself knows; others are named by regulations."""

CONSULTATION = "consultation"
