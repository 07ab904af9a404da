"""Section «Настройки»: the tree of units, calendars, local settings, users and offices, journal."""
