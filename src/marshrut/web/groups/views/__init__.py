"""Pages of topics, applications and groups."""
