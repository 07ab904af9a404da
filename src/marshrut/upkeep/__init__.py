"""Keeping an installation whole: copies, their check and return, moving, what state it is in."""
