"""Tables of what the law on personal data asks for."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person


class Purpose(models.TextChoices):
    """For what a consent is asked: each purpose has a text and an answer of its own."""

    CONTACTS = "contacts", _("contacts")
    PUBLICATION = "publication", _("publication")


class ConsentText(models.Model):
    """The text of a consent; a shipped one belongs to no unit. Never changed, only followed."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=255)
    body = models.TextField(_("text"))
    since = models.DateField(_("valid since"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "purpose", "number"], name="consent_text_once"),
            models.UniqueConstraint(
                fields=["purpose", "number"],
                condition=Q(unit=None),
                name="shipped_consent_text_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.number}"


class Consent(models.Model):
    """One answer to one text. A later answer is a new row; the last one counts."""

    class Answer(models.TextChoices):
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    on = models.DateField(_("answered on"))
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="consents_of_person")]

    def __str__(self) -> str:
        return f"{self.text} {self.answer}"


class DataRequest(Versioned):
    """What a person asks of the personal-data officer, with a clock in working days."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "reason"})

    class Kind(models.TextChoices):
        WITHDRAWAL = "withdrawal", _("withdrawn consent")
        ERASURE = "erasure", _("erasure")
        TERM = "term", _("term of keeping is over")
        QUESTION = "question", _("question or correction")

    class Outcome(models.TextChoices):
        DONE = "done", _("done")
        REFUSED = "refused", _("refused")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="data_requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    purpose = models.CharField(max_length=20, choices=Purpose.choices, blank=True)
    text = models.TextField(_("what is asked"), blank=True)
    asked_on = models.DateField()
    due = models.DateField(_("answer by"))
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    reason = models.TextField(_("answer"), blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["unit"], name="open_data_requests", condition=Q(outcome="")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(outcome="", kind="erasure"),
                name="one_open_erasure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class Look(models.Model):
    """Somebody looked at somebody's card, route or support on this day."""

    reader = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="looks")
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "day", "reader"], name="one_look_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.reader_id} at {self.person_id}"


class PersonalExport(models.Model):
    """Everything about a person, gathered at a moment; handed out once and then kept no more."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"content"})

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    content = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(taken_at=None), name="one_export_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"export of {self.person_id}"


class RetentionTerm(Versioned):
    """How long one kind of data is kept here, where it differs from the default."""

    kind = models.CharField(max_length=20, unique=True)
    amount = models.PositiveSmallIntegerField(_("how many"))
    ground = models.CharField(_("ground"), max_length=255)

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
