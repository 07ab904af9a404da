"""Uploaded lists, their rows as they are understood so far, and what a unit has once answered."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Employment, Person
from marshrut.programmes.models import Programme


class ImportBatch(Versioned):
    """Files uploaded together: read → columns told → looked through → written, perhaps undone.

    ``on`` is the day of the list: lengths of service are counted to it. ``leaving`` holds the
    last day of work by place of work, ``written`` the keys of what was made, by kind of row.
    """

    class Kind(models.TextChoices):
        STAFF = "staff", _("teachers")
        APPOINTMENTS = "appointments", _("orders with appointments")
        MEMBERS = "members", _("members of groups")
        CONSULTATIONS = "consultations", _("journal of consultations")
        RESULTS = "results", _("results of a diagnosis")

    class Status(models.TextChoices):
        READING = "reading", _("being read")
        COLUMNS = "columns", _("columns to be told")
        READY = "ready", _("to be looked through")
        WRITING = "writing", _("being written")
        DONE = "done", _("written")
        UNDONE = "undone", _("taken back")
        DROPPED = "dropped", _("not needed")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.READING)
    on = models.DateField(_("day of the list"))
    problem = models.JSONField(null=True)
    leaving = models.JSONField(default=dict)
    written = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("uploaded"))
    written_at = models.DateTimeField(_("written"), null=True)
    undone_at = models.DateTimeField(_("taken back"), null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "created_at"], name="imports_of_unit")]

    def __str__(self) -> str:
        return f"{self.kind} {self.created_at:%Y-%m-%d}"


class ImportFile(models.Model):
    """One file of a batch: its tables with titles and columns, and titles of what was not kept."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    tables = models.JSONField(default=list)
    refused = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.file_id} of {self.batch_id}"


class ImportRow(models.Model):
    """One row: as it was typed, as it is understood, what is doubtful, what was answered.

    ``change`` says what writing it will do; ``before`` what it replaces.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"typed", "values", "before", "folded"})

    class State(models.TextChoices):
        READY = "ready", _("ready")
        ASK = "ask", _("to be answered")
        WRONG = "wrong", _("to be corrected")
        OUT = "out", _("left out")

    class Change(models.TextChoices):
        NEW = "new", _("new")
        ADDED = "added", _("one more place of work")
        MOVED = "moved", _("moved")
        CHANGED = "changed", _("changed")
        SAME = "same", _("as it was")

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="rows")
    table = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    typed = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    state = models.CharField(max_length=5, choices=State.choices, default=State.WRONG)
    change = models.CharField(max_length=7, choices=Change.choices, blank=True)
    accepted = models.BooleanField(default=True)
    folded = models.CharField(max_length=300, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    job = models.ForeignKey(Employment, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["batch", "state"], name="import_rows_by_state"),
            models.Index(fields=["batch", "folded"], name="import_rows_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.number}"


class ImportMemory(models.Model):
    """What a unit answered once: columns of a heading, the class of a post, an organisation."""

    class Sort(models.TextChoices):
        COLUMNS = "columns", _("columns")
        POST = "post", _("post")
        ORGANISATION = "organisation", _("organisation")
        EDUCATION = "education", _("education")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=12, choices=Sort.choices)
    key = models.CharField(max_length=300)
    value = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "sort", "key"], name="import_answered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.key}"
