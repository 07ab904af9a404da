"""Activities with attendance, visits to lessons, recommendations and opinions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models import Application
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Appointment, Enrolment, Programme


class Activity(Versioned):
    """Anything with a time and people. It counts only when held and recorded."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "content", "advice"})

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        ANNOUNCED = "announced", _("announced")
        HELD = "held", _("held")
        MOVED = "moved", _("moved")
        CANCELLED = "cancelled", _("cancelled")

    class Mode(models.TextChoices):
        PERSON = "person", _("in person")
        ONLINE = "online", _("online")
        PHONE = "phone", _("by phone")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="activities")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("form"), max_length=40)
    mode = models.CharField(_("how"), max_length=10, choices=Mode.choices, default=Mode.PERSON)
    words = models.JSONField(default=dict)  # chosen from catalogues of the regulation, by list
    title = models.CharField(_("topic"), max_length=255)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    content = models.TextField(_("what was discussed"), blank=True)
    advice = models.TextField(_("what was agreed"), blank=True)
    next_on = models.DateField(_("next meeting"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        indexes: ClassVar = [
            models.Index(fields=["programme", "form", "begins_at"], name="activity_tally"),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(Versioned):
    """One participant, who confirms the record or objects; the enrolment is its case."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"objection"})

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, related_name="attendances"
    )
    status = models.CharField(max_length=10, default="invited")
    confirmed_on = models.DateField(null=True, blank=True)
    objected_on = models.DateField(null=True, blank=True)
    objection = models.TextField(_("what is not so"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "person"], name="attends_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.activity_id}"


class LessonVisit(Versioned):
    """proposed → agreed, other time, declined or expired → held → sheet shared → replied → read."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"topic", "purpose", "other_time", "reason", "sheet", "reply"}
    )

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        OTHER_TIME = "other_time", _("other time proposed")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")
        EXPIRED = "expired", _("expired")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")
        SHARED = "shared", _("sheet shared")
        REPLIED = "replied", _("replied")
        READ = "read", _("read")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="visits")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="visits")
    on = models.DateField(_("day of the lesson"))
    lesson = models.PositiveSmallIntegerField(_("which lesson"), null=True, blank=True)
    school_class = models.CharField(_("class"), max_length=20, blank=True)
    topic = models.CharField(_("topic of the lesson"), max_length=255)
    purpose = models.TextField(_("what to look at"))
    within_subject = models.BooleanField(_("within the subject of support"), default=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    proposed_on = models.DateField()
    due = models.DateField(_("answer by"))
    answered_on = models.DateField(null=True, blank=True)
    other_on = models.DateField(_("another day"), null=True, blank=True)
    other_lesson = models.PositiveSmallIntegerField(_("which lesson"), null=True, blank=True)
    other_time = models.CharField(_("other time"), max_length=255, blank=True)
    reason = models.TextField(_("reason, if you wish to give one"), blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    sheet = models.TextField(_("record of the visit"), blank=True)
    shared_on = models.DateField(null=True, blank=True)
    reply = models.TextField(_("reply"), blank=True)
    replied_on = models.DateField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("visit to a lesson")
        verbose_name_plural = _("visits to lessons")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(held_on__isnull=True) | Q(agreed_on__isnull=False),
                name="visit_held_only_when_agreed",
            ),
            models.CheckConstraint(
                condition=Q(sheet="") | Q(held_on__isnull=False), name="visit_sheet_only_when_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.on}"


class Recommendation(Versioned):
    """given → accepted → done, or declined with a reason: only the last two answer it."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "reason"})

    class Status(models.TextChoices):
        GIVEN = "given", _("given")
        ACCEPTED = "accepted", _("accepted")
        DONE = "done", _("done")
        DECLINED = "declined", _("declined")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, related_name="recommendations"
    )
    visit = models.ForeignKey(LessonVisit, on_delete=models.PROTECT, null=True, blank=True)
    text = models.TextField(_("recommendation"))
    given_on = models.DateField()
    due = models.DateField(_("answer by"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.GIVEN)
    accepted_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")

    def __str__(self) -> str:
        return self.text[:60]


class Opinion(Versioned):
    """The tutor's opinion on the work in the course of introduction; the tutee may complain."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "complaint", "settlement"})

    class About(models.TextChoices):
        TUTEE = "tutee", _("the work of the tutee")
        OWN = "own", _("the tutor's own work")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="opinions")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=About.choices, default=About.TUTEE)
    text = models.TextField(_("opinion"))
    given_on = models.DateField()
    complaint = models.TextField(_("what is wrong with it"), blank=True)
    complained_on = models.DateField(null=True, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settlement = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")

    def __str__(self) -> str:
        return self.text[:60]
