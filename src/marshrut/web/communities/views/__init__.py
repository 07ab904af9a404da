"""Views of the section."""
