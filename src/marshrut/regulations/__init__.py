"""Regulations, their versions and acknowledgements; loading, export, comparison."""
