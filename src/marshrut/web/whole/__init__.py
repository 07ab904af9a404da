"""The full export: a tree of folders that is read without the system."""
