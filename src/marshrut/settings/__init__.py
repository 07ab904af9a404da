"""Settings: base for all, then embedded (SQLite), production (PostgreSQL) and test."""
