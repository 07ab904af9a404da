"""Pages of writing a draft."""
