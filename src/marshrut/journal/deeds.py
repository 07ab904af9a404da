"""What a deed is: one transaction, one doer, one moment, one key."""

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, transaction

from marshrut.journal.models import JournalEntry

P = ParamSpec("P")
R = TypeVar("R")

LONGEST_KEY = 64


class Forbidden(Exception):
    """The actor has no right to this deed."""


class Stale(Exception):
    """Somebody changed the row since the form was opened; `stored` is the row as it is now."""

    def __init__(self, stored: Any) -> None:
        super().__init__(f"{stored!r} was changed meanwhile")
        self.stored = stored


class Wrong(Exception):
    """The state of things or what was put in does not allow the deed.

    `code` and `params` become a sentence in web; no wording here.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


class AlreadyDone(Exception):
    """The same form came twice; `entry` is what its first coming left in the journal."""

    def __init__(self, entry: JournalEntry) -> None:
        super().__init__(str(entry))
        self.entry = entry


class NotADeed(TypeError):
    """A function marked as a deed that cannot be one."""


_offered: ContextVar[str] = ContextVar("offered deed key", default="")
_depth: ContextVar[int] = ContextVar("depth of deeds", default=0)
_unclaimed: ContextVar[str] = ContextVar(
    "key of the outermost deed, not yet journalled", default=""
)
_touched: ContextVar[frozenset[int]] = ContextVar("programmes touched", default=frozenset())

# Asks for background work about the programmes that a deed has touched, inside its transaction.
Follower = Callable[[frozenset[int], datetime], None]
_followers: list[Follower] = []


def follows(follower: Follower) -> Follower:
    """Register what comes after every deed on a programme; it may only ask for work."""
    if follower not in _followers:
        _followers.append(follower)
    return follower


def touch(programme: int) -> None:
    """Remember that the deed changes something of this programme."""
    _touched.set(_touched.get() | {programme})


@contextmanager
def deed_key(key: str) -> Iterator[None]:
    """Give the deed begun inside this block the key of the form that asks for it."""
    mark = _offered.set(key[:LONGEST_KEY])
    try:
        yield
    finally:
        _offered.reset(mark)


def readers_may(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a deed as one's own affair: open also to an actor who otherwise only reads."""
    function.__dict__["readers_may"] = True
    return function


def deed(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function in one transaction and let it happen once per deed key.

    An actor who is there only to read (an inspector) is refused before anything is asked.

    An inner deed joins the outer transaction and writes its own entry; the key belongs to the
    outermost deed alone.
    """
    _require_shape(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        outermost = _depth.get() == 0
        if outermost:
            _refuse_reader(kwargs["actor"], function)
        key = _offered.get() if outermost else ""
        depth = _depth.set(_depth.get() + 1)
        unclaimed = _unclaimed.set(key) if outermost else None
        touched = _touched.set(frozenset()) if outermost else None
        try:
            with transaction.atomic():
                _refuse_repetition(key)
                found = function(*args, **kwargs)
                if outermost:
                    _follow(kwargs["at"])
                return found
        except IntegrityError:
            # On PostgreSQL the twin may have been written between our look and our entry.
            _refuse_repetition(key)
            raise
        finally:
            _depth.reset(depth)
            if unclaimed is not None:
                _unclaimed.reset(unclaimed)
            if touched is not None:
                _touched.reset(touched)

    run.__dict__["is_deed"] = True
    return run


def claim_key() -> str | None:
    """Hand the key to the first entry written by the outermost deed itself."""
    key = _unclaimed.get()
    if not key or _depth.get() != 1:
        return None
    _unclaimed.set("")
    return key


def require_deed() -> None:
    """Refuse to write outside a deed: the row would not share its transaction."""
    if _depth.get() == 0:
        message = "this is a part of a deed; call it from one"
        raise NotADeed(message)


def _follow(at: Any) -> None:
    touched = _touched.get()
    for follower in _followers if touched else ():
        follower(touched, at)


def _refuse_reader(actor: Any, function: Callable[..., Any]) -> None:
    """Not every doer says whether they only read: jobs and plain users do not."""
    if getattr(actor, "read_only", False) and not function.__dict__.get("readers_may"):
        raise Forbidden


def _refuse_repetition(key: str) -> None:
    if not key:
        return
    entry = JournalEntry.objects.filter(deed_key=key).first()
    if entry is not None:
        raise AlreadyDone(entry)


def _require_shape(function: Callable[..., Any]) -> None:
    parameters = inspect.signature(function).parameters
    missing = {"actor", "at"} - parameters.keys()
    positional = [
        name for name, p in parameters.items() if p.kind is not inspect.Parameter.KEYWORD_ONLY
    ]
    if missing or positional:
        message = (
            f"{function.__qualname__}: a deed takes keywords only, among them actor and at"
            f" (missing: {sorted(missing)}, positional: {positional})"
        )
        raise NotADeed(message)
