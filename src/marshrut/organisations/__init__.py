"""The tree of units, from the region to the kindergarten; their calendars and local settings."""
