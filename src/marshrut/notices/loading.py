"""Finds handlers of jobs: every noun keeps its own in a module ``jobs``."""

import importlib
import importlib.util
import pkgutil

import marshrut


def load_handlers() -> None:
    """Import the module `jobs` of every noun that has one: there handlers register themselves."""
    for noun in pkgutil.iter_modules(marshrut.__path__):
        name = f"marshrut.{noun.name}.jobs"
        if noun.ispkg and importlib.util.find_spec(name):
            importlib.import_module(name)
