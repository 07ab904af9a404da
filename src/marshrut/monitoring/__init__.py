"""Read only: the board and its tables, ready to be shown."""
