"""Who did what, when, and what it was before and after; written inside the deed itself."""
