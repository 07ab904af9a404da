"""Plans of organisations and of the programme as a whole."""
