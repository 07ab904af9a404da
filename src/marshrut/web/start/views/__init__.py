"""Pages of the section."""
