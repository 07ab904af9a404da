"""Pages of communities and municipal teams."""
