"""Figures of speed on invented data: python -m bench."""
