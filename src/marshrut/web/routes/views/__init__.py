"""Views of the section, by what they are about."""
