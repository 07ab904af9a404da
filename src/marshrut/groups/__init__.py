"""Topics, who needs them, and groups of teachers with one tutor on one topic."""
