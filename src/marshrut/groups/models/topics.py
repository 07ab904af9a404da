"""A topic, what organisations ask for, and who needs what and why."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Programme


class Topic(Versioned):
    """What people of a programme may be supported in together, and where it came from.

    ``competences`` are groups of competences with whose difficulties it helps.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="topics")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=255)
    about = models.TextField(_("what it is about"), blank=True)
    direction = models.CharField(_("direction"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True)
    competences = models.JSONField(_("helps with difficulties"), default=list, blank=True)
    added_on = models.DateField()
    offered_on = models.DateField(null=True, blank=True)  # to those whose diagnosis it answers
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["programme", "title"], name="topic_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        return "closed" if self.closed_on else "open"


class Application(Versioned):
    """An organisation asks: submitted → accepted → done, or refused, or withdrawn.

    Of the kind ``topic`` it asks for a group on a topic; else for work of the kind that ``kind``
    names (a consultation, an expert review), which a tutor is given; ``sort`` says what is to be
    reviewed, or what event is wished. A ``personal`` one is asked by a teacher for themselves: no
    head sees it. ``due`` is the last day to answer; overdue is derived from it.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"why", "answer", "result"})
    TOPIC = "topic"

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="applications")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what is asked for"), max_length=40, default=TOPIC)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    personal = models.BooleanField(_("for oneself"), default=False)
    sort = models.CharField(_("what exactly"), max_length=40, blank=True, default="")
    title = models.CharField(_("on what"), max_length=255, blank=True, default="")
    audience = models.CharField(_("for whom"), max_length=255, blank=True, default="")
    wanted = models.CharField(_("when it would suit"), max_length=255, blank=True, default="")
    wanted_since = models.DateField(_("wished from"), null=True, blank=True)
    wanted_until = models.DateField(_("wished until"), null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True)
    submitted_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.TextField(_("why"), blank=True)
    submitted_on = models.DateField()
    due = models.DateField(_("answer by"))
    accepted_on = models.DateField(null=True, blank=True)
    refused_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    result = models.TextField(_("what was done"), blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    escalated_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("organisation", "application")
        verbose_name_plural = pgettext_lazy("organisation", "applications")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "unit"],
                condition=Q(refused_on__isnull=True, withdrawn_on__isnull=True),
                name="application_open_once",
            ),
            models.CheckConstraint(
                condition=Q(accepted_on__isnull=True) | Q(refused_on__isnull=True),
                name="application_accepted_or_refused",
            ),
            models.CheckConstraint(
                condition=Q(kind="topic", topic__isnull=False)
                | ~Q(kind="topic") & Q(topic__isnull=True),
                name="application_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True) | Q(appointment__isnull=False),
                name="application_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(wanted_since__isnull=True)
                | Q(wanted_until__isnull=True)
                | Q(wanted_since__lt=F("wanted_until")),
                name="application_wanted_in_order",
            ),
            models.CheckConstraint(
                condition=Q(personal=False) | Q(submitted_by__isnull=False),
                name="application_personal_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} on {self.topic_id or self.title}"

    @property
    def what(self) -> str:
        """On what it is: the title of the topic, or that of the work."""
        return self.topic.title if self.topic else self.title

    @property
    def status(self) -> str:
        if self.withdrawn_on:
            return "withdrawn"
        if self.refused_on:
            return "refused"
        if self.done_on:
            return "done"
        return "accepted" if self.accepted_on else "submitted"

    def shown_status(self, on: date) -> str:
        """The status as people see it: overdue past its day, stranded when its tutor has ended."""
        if self.status == "submitted" and on > self.due:
            return "overdue"
        return "stranded" if self.is_stranded(on) else self.status

    def is_stranded(self, on: date) -> bool:
        """Accepted, not done, and given to somebody who is a tutor no more."""
        given = self.appointment if self.status == "accepted" else None
        return given is not None and given.status(on) != "appointed"


class ApplicationHandOver(Versioned):
    """An accepted application was taken from one tutor and given to the next, and why."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"reason"})

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="hand_overs"
    )
    before = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="+", verbose_name=_("given before to")
    )
    on = models.DateField()
    reason = models.CharField(_("reason"), max_length=255)

    class Meta:
        verbose_name = _("hand-over of an application")
        verbose_name_plural = _("hand-overs of applications")
        ordering: ClassVar = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} from {self.before_id}"


class ApplicationPerson(models.Model):
    """Somebody whom an organisation names in an application for work with them."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("person of an application")
        verbose_name_plural = _("people of applications")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["application", "person"], name="named_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.application_id}"


class TopicDemand(Versioned):
    """One person needs one topic, and on what basis; ``waits`` is why no group has them yet.

    ``waits`` holds codes with their numbers, written when groups were last formed.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"why"})

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="demands")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="demands")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="demands"
    )
    basis = models.CharField(_("basis"), max_length=20)
    why = models.TextField(_("why"), blank=True)
    asked_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)
    waits = models.JSONField(default=list, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("demand")
        verbose_name_plural = _("demand")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["topic", "person"],
                condition=Q(withdrawn_on__isnull=True),
                name="demand_open_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="demand_person")]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.topic_id}"
