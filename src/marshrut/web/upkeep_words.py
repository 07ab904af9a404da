"""What is said of the installation and of copies, on the settings page and on the console alike."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marshrut.upkeep.state import Fact
from marshrut.upkeep.unfit import Unfit
from marshrut.web.tags.dates import moment

ABOUT: Mapping[str, Promise] = {
    "folder": _("Data folder"),
    "database": _("Database"),
    "worker": _("Background worker"),
    "copies": _("Copies"),
    "clock": _("Clock"),
    "mail": _("Mail"),
    "made": _("Styles and words"),
    "hosts": _("Address"),
    "secret": _("Secret key"),
    "versions": _("Programme and libraries"),
}
FACTS: Mapping[str, Promise] = {
    "folder_well": _("%(folder)s can be written to, %(free)s free."),
    "folder_missing": _("There is no folder %(folder)s. Check MARSHRUT_DATA."),
    "folder_closed": _("%(folder)s cannot be written to. Give it to the user of the server."),
    "folder_full": _("Only %(free)s is left free in %(folder)s. Free the disk."),
    "database_well": _("%(name)s answers, its tables are up to date."),
    "database_silent": _("The database does not answer: %(reason)s"),
    "tables_wait": _(
        "The tables are older than the programme (steps to take: %(count)s). Run: marshrut prepare"
    ),
    "tables_newer": _(
        "The tables belong to a newer programme. Install the version that made them."
    ),
    "worker_well": _("The worker finished its last job on %(last)s."),
    "worker_new": _("The worker has done nothing yet. It starts with the server."),
    "worker_waits": _("Jobs wait since %(since)s: the worker is not running. Start: marshrut work"),
    "jobs_given_up": _("Jobs given up after several attempts: %(count)s. The log tells why."),
    "copy_well": _("The last copy: %(made)s, checked. Size: %(size)s."),
    "copy_unchecked": _("The last copy: %(made)s, not checked. Check it: marshrut restore --check"),
    "copy_old": _("The last copy is old: %(made)s. Make one: marshrut backup"),
    "copy_none": _("There is no copy yet. Make one: marshrut backup"),
    "copy_failed": _("The scheduled copy failed on %(at)s."),
    "files_lacking": _("Files that are lost or spoilt: %(count)s. Take them from an earlier copy."),
    "clock_well": _("It is %(now)s, time zone %(zone)s."),
    "clock_behind": _(
        "The clock shows %(now)s, but there are records of %(last)s. Set the clock of the server."
    ),
    "mail_off": _("Mail is off; sign-in slips and texts for a chat work without it."),
    "mail_set": _("Letters go through %(host)s."),
    "mail_well": _("The server of letters answers: %(host)s."),
    "mail_silent": _("The server of letters %(host)s does not answer: %(reason)s"),
    "made_well": _("Styles, fonts and words are made."),
    "made_not": _("Styles or words are not made. Run: marshrut prepare"),
    "hosts_well": _("People come by: %(hosts)s."),
    "hosts_unset": _("The name by which people come is not set: %(name)s."),
    "origins_unset": _("The full address with https:// is not set: %(name)s."),
    "secret_well": _("The secret key is there, only its owner reads it."),
    "secret_open": _("Others can read the secret key. Close it: chmod 600 %(file)s"),
    "secret_short": _("The secret key is too short: make it at least 32 signs long."),
    "versions": _("Marshrut %(own)s, Python %(python)s, %(libraries)s"),
}
UNFIT: Mapping[str, Promise] = {
    "copy_exists": _("There is a file %(name)s already. Name another."),
    "copy_not_written": _("The copy cannot be written to %(name)s: %(reason)s"),
    "no_such_copy": _("There is no copy %(name)s."),
    "copy_broken": _("The copy is damaged: %(part)s. Take another copy."),
    "copy_foreign": _("This is not a copy of Marshrut, or somebody changed it."),
    "copy_newer": _(
        "The copy is of a newer programme (%(programme)s). Install that version first."
    ),
    "unknown_migrations": _(
        "The tables belong to a newer programme (%(name)s). Install the version that made them."
    ),
    "tables_beyond": _(
        "The copy is of an earlier programme, and the tables here are newer already. Begin with an"
        " empty data folder or a database without tables, and do not run prepare before."
    ),
    "not_empty": _("There is something here already. Only an empty installation takes it."),
    "database_refuses": _("The database refuses the rows (%(table)s): %(reason)s"),
    "not_equal": _("The table %(table)s came out unlike what was put in; nothing was kept."),
    "unguarded": _("The table %(table)s is not guarded by its triggers; nothing was kept."),
    "moved_already": _("This installation uses PostgreSQL already."),
    "target_silent": _("The database does not answer: %(reason)s"),
}


def fact_sentence(fact: Fact) -> str:
    return _said(FACTS[fact.code], fact.params)


def unfit_sentence(error: Unfit) -> str:
    return _said(UNFIT[error.code], error.params)


def _said(text: Promise, params: Mapping[str, Any]) -> str:
    return str(text) % {name: _shown(name, value) for name, value in params.items()}


def _shown(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(timezone.localtime(value))
    return filesizeformat(value) if name in {"size", "free"} else value
