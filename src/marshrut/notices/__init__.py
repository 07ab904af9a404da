"""What waits to be told and what waits to be done: notices and background jobs."""
