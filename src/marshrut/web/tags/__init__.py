"""Template tags and filters, built in to every template (see TEMPLATES in the settings)."""
