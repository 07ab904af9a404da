"""The background worker: takes jobs while the server answers pages."""

import logging
import os
import signal
import threading
from types import FrameType

import django

logger = logging.getLogger(__name__)

PAUSE = 1.0
# After a failure of the database the worker waits this long instead of hammering it.
LONG_PAUSE = 10.0


def work() -> None:
    """Do jobs until told to stop, finishing the one in hand."""
    django.setup()
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    _loop(stop, parent=os.getppid())


def _loop(stop: threading.Event, *, parent: int) -> None:
    from django.db import DatabaseError, close_old_connections  # noqa: PLC0415 - needs settings

    from marshrut import clock  # noqa: PLC0415
    from marshrut.notices.work import insert_daily, run_one  # noqa: PLC0415

    seen = None
    # A worker whose server was killed has nobody to stop it, so it watches its parent.
    while not stop.is_set() and os.getppid() == parent:
        pause = PAUSE
        try:
            close_old_connections()
            day = clock.today()
            if day != seen:
                insert_daily(day=day, at=clock.now())
                seen = day
            if run_one(now=clock.now, real_now=clock.real_now):
                pause = 0
        except DatabaseError:
            logger.exception("the database failed")
            pause = LONG_PAUSE
        stop.wait(pause)
