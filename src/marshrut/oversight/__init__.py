"""All sheets together: gathering facts for the board, resolving a Reach, closing, reminders."""
