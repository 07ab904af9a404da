"""Commands of manage.py kind."""
