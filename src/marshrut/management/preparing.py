"""Makes an installation ready to serve; what is ready already is not made again."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command, get_commands
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from marshrut.management.words import CannotStart, say
from marshrut.web.build import build
from marshrut.web.translations import refresh


def prepare() -> None:
    """Bring words, styles and database up to date; fill an empty demonstration."""
    _check_folder(Path(os.environ.get("MARSHRUT_DATA", "data")).resolve())
    django.setup()
    refresh()
    _make_assets()
    try:
        _migrate()
    except OperationalError as error:
        code = "no_database"
        raise CannotStart(code, reason=error) from error
    if settings.DEMONSTRATION:
        _fill_demonstration()


def is_empty() -> bool:
    """Tell whether nobody has an account yet."""
    from marshrut.users.models import User  # noqa: PLC0415 - tables exist only after setup

    return not User.objects.exists()


def _check_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        code = "no_data_folder"
        raise CannotStart(code, folder=folder, reason=error.strerror) from error


def _make_assets() -> None:
    stamp = settings.BUILD / "stamp"
    state = _state_of_sources()
    if stamp.exists() and stamp.read_text() == state:
        return
    say("assets")
    build(settings.BUILD / "assets")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(state)


def _state_of_sources() -> str:
    digest = hashlib.sha256()
    for line in _sources():
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> Iterator[str]:
    web = settings.SOURCE / "web"
    for path in sorted([*(web / "static").rglob("*"), web / "build.py"]):
        known = path.stat()
        yield f"{path.relative_to(web)} {known.st_mtime_ns} {known.st_size}\n"


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _copy_before()
        say("migrating")
        call_command("migrate", interactive=False, verbosity=0)
        from marshrut.clock.keeping import forget_copy  # noqa: PLC0415 - tables need setup

        forget_copy()
    if isinstance(caches["default"], DatabaseCache):
        call_command("createcachetable", verbosity=0)


def _copy_before() -> None:
    """What people have put in survives a migration that goes wrong."""
    # Imported here: tables need setup.
    from marshrut import clock  # noqa: PLC0415
    from marshrut.upkeep.copying import make_copy  # noqa: PLC0415
    from marshrut.upkeep.rotation import place  # noqa: PLC0415
    from marshrut.upkeep.tables import is_filled, schema_of  # noqa: PLC0415
    from marshrut.upkeep.unfit import Unfit  # noqa: PLC0415
    from marshrut.web.upkeep_words import unfit_sentence  # noqa: PLC0415

    # A demonstration is built anew.
    if settings.DEMONSTRATION:
        return
    try:
        if is_filled(connection.alias, schema_of(connection.alias)):
            say("copying_before")
            make_copy(place(clock.real_now()), at=clock.real_now(), progress=lambda done, of: None)
    except Unfit as error:
        code = "no_copy_before"
        raise CannotStart(code, reason=unfit_sentence(error)) from error


def _fill_demonstration() -> None:
    if "demo" not in get_commands() or not is_empty():
        return
    say("demo")
    call_command("demo")
