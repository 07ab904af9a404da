"""The deed that takes a person's data away and leaves what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Field

from marshrut.extracts.keeping import forget_archive
from marshrut.extracts.models import SavedTable, WholeExport
from marshrut.files.keeping import forget_bytes
from marshrut.files.models import StoredFile
from marshrut.groups.models import Application
from marshrut.journal.deeds import Forbidden, Wrong, deed
from marshrut.journal.operations import lock, record
from marshrut.notices.models import Notice
from marshrut.people.models import Draft, PaperRecord, Person, SignInSlip
from marshrut.people.reach import Reach
from marshrut.privacy import access
from marshrut.privacy.asking import ERASING, close
from marshrut.privacy.keeping import grounds
from marshrut.privacy.models import DataRequest, Look, PersonalExport
from marshrut.privacy.owned import OWNED
from marshrut.routes.models import StepEvidence

GONE = "erased"


@deed
def erase_person(
    *, asked: int, row_version: int | None, reason: str, actor: Reach, at: datetime
) -> DataRequest:
    """Grant a request of erasure: names, contacts, sign-in and own texts are overwritten.

    Rows stay, so figures and the journal stay whole; nothing brings the values back. Refused while
    a ground requires keeping.
    """
    row = lock(DataRequest.objects.select_related("person__user"), asked, row_version)
    if not access.may_decide(actor, row):
        raise Forbidden
    if row.outcome or row.kind not in ERASING:
        raise Wrong("closed")
    person = Person.objects.select_for_update(of=("self",)).get(pk=row.person_id)
    standing = grounds(person, actor.on)
    if standing:
        raise Wrong("must_be_kept", ground=standing[0].code)
    _erase_texts(person)
    _erase_traces(person)
    _erase_account(person)
    names = sorted(person.PERSONAL)
    for name in names:
        setattr(person, name, "")
    # A number instead of a name: people in lists and figures stay apart.
    person.surname = f"№ {person.pk}"
    person.contacts_withheld, person.erased_at = True, at
    person.row_version += 1
    person.save()
    after = dict.fromkeys(names, "")
    record("erase_person", person, actor=actor, at=at, after=after, unit=row.unit_id)
    row.person = person
    return close(row, DataRequest.Outcome.DONE, reason, actor, at)


def _erase_texts(person: Person) -> None:
    """Texts that the person wrote, by the one list of what is whose."""
    for owned in OWNED:
        if owned.own:
            empty = {name: _empty(owned.model._meta.get_field(name)) for name in owned.own}
            owned.rows(person.pk).order_by().update(**empty)


def _empty(column: Any) -> Any:
    if isinstance(column, Field) and column.get_internal_type() == "JSONField":
        return {}
    return ""


def _erase_traces(person: Person) -> None:
    """What stands for nothing without the person: files, slips, drafts, looks, tables, exports."""
    shown = StepEvidence.objects.filter(author=person, file__isnull=False)
    photos = PaperRecord.objects.filter(person=person, photo__isnull=False)
    asked = Application.objects.filter(submitted_by=person, personal=True, file__isnull=False)
    files = {
        *shown.values_list("file", flat=True),
        *photos.values_list("photo", flat=True),
        *asked.values_list("file", flat=True),
    }
    shown.update(file=None)
    asked.update(file=None)
    photos.update(photo=None)
    for file in StoredFile.objects.filter(pk__in=files):
        forget_bytes(file)
    SignInSlip.objects.filter(person=person).delete()
    Look.objects.filter(person=person).delete()
    SavedTable.objects.filter(person=person).delete()
    for export in WholeExport.objects.filter(person=person):
        forget_archive(export.pk)
        export.delete()
    PersonalExport.objects.filter(person=person).delete()


def _erase_account(person: Person) -> None:
    """The way in is closed for ever; the row stays as the doer of what was done."""
    user = person.user
    if user is None:
        return
    Draft.objects.filter(user=user).delete()
    Notice.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    user.login, user.email, user.is_active = f"{GONE}-{user.pk}", "", False
    user.last_login = None
    user.set_unusable_password()
    user.save()
