"""Instruments, campaigns, who answers in them, and the scores that answers came to."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.questionnaires import FRAMEWORK, Questionnaire, index_of, level_of
from marshrut.diagnostics.reading import parse_questionnaire
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment


class Instrument(models.Model):
    """One published version of a questionnaire; a trigger keeps it as it is."""

    class Kind(models.TextChoices):
        SELF_DIAGNOSIS = "self_diagnosis", _("self-diagnosis")
        SCALE = "scale", _("short scale")
        OBSERVATION = "observation", _("observation card")
        INTERVIEW = "interview", _("protocol of an interview")
        FRAMEWORK = "framework", _("framework of competences")

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=255)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    published_on = models.DateField()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "number"], name="instrument_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What it asks."""
        return parse_questionnaire(self.document)


class OwnInstrument(Versioned):
    """draft → published, again after every change → withdrawn: a questionnaire of one's own.

    ``document`` is what is being written; what was published is a version of ``Instrument``. A
    framework of competences is one that asks nothing.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=255)
    document = models.JSONField()
    published = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, null=True, blank=True, related_name="own"
    )
    added_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("questionnaire of one's own")
        verbose_name_plural = _("questionnaires of one's own")

    def __str__(self) -> str:
        return self.title

    @property
    def is_framework(self) -> bool:
        """Does it tell groups of competences and ask nothing?"""
        return bool(self.document["kind"] == FRAMEWORK)

    @property
    def statements(self) -> int:
        return len(self.document.get("items", ()))

    @property
    def is_changed(self) -> bool:
        """Is there something that was not published yet?"""
        return self.published is None or self.published.document != self.document

    @property
    def status(self) -> str:
        """Withdrawn, draft, published, or published with later changes."""
        if self.withdrawn_on is not None:
            return "withdrawn"
        if self.published is None:
            return "draft"
        return "changed" if self.is_changed else "published"

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What it asks as it is written now."""
        return parse_questionnaire(self.document)


class Campaign(Versioned):
    """draft → running → finished: people of a territory answer one instrument until ``due``."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="campaigns")
    title = models.CharField(_("title"), max_length=255)
    since = models.DateField(_("since"))
    due = models.DateField(_("last day"))
    none_from = models.PositiveSmallIntegerField(_("no difficulty from, percent"))
    middle_from = models.PositiveSmallIntegerField(_("middle difficulty from, percent"))
    levels_source = models.CharField(_("where these thresholds come from"), max_length=500)
    # Said before the first invitation and for good: what is answered is tied to nobody.
    anonymous = models.BooleanField(_("anonymous"), default=False)
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("campaign of diagnosis")
        verbose_name_plural = _("campaigns of diagnosis")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(due__gte=F("since")), name="campaign_due_after_since"
            ),
            models.CheckConstraint(
                condition=Q(middle_from__lte=F("none_from")), name="campaign_levels_in_order"
            ),
            models.UniqueConstraint(fields=["unit", "title"], name="campaign_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        if self.finished_on is not None:
            return "finished"
        return "running" if self.started_on is not None else "draft"

    def level(self, index: int) -> str:
        """How great the difficulty is by the thresholds of this campaign."""
        return level_of(index, none_from=self.none_from, middle_from=self.middle_from)


class Response(Versioned):
    """invited → started → finished, or entered by another; what was answered is the person's own.

    Rows belong to no programme: the same self-diagnosis may serve several.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"answers", "wishes", "request"})

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="responses")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responses")
    invited_on = models.DateField()
    started_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    from_paper = models.BooleanField(default=False)
    imported = models.BooleanField(default=False)  # counted by another system
    answers = models.JSONField(default=dict, blank=True)
    wishes = models.JSONField(default=list, blank=True)
    request = models.TextField(_("what you would like help with"), blank=True)

    class Meta:
        verbose_name = _("answers to a questionnaire")
        verbose_name_plural = _("answers to questionnaires")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "person"], name="response_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "campaign"], name="response_unit"),
            models.Index(fields=["person", "finished_on"], name="response_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.campaign_id}"

    @property
    def status(self) -> str:
        if self.imported:
            return "imported"
        if self.finished_on is not None:
            return "paper" if self.from_paper else "finished"
        return "started" if self.started_on is not None else "invited"

    def is_open(self, on: date) -> bool:
        """May it be answered today? Until the campaign is finished, late too."""
        running = self.campaign.status == "running" and self.campaign.since <= on
        return running and self.finished_on is None


class Score(models.Model):
    """Points of one group of competences; the level follows from the campaign's thresholds."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="scores")
    group = models.CharField(max_length=40)
    points = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    index = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "group"], name="score_once"),
            models.CheckConstraint(condition=Q(index__lte=100), name="score_index_in_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.group} {index_of(self.points, self.most)}"


class AnonymousResults(models.Model):
    """What people of one organisation came to in an anonymous campaign: indexes by group, sorted.

    There is no row of one person, no day and no order that could be laid beside a journal.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="poured")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    indexes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("anonymous results")
        verbose_name_plural = _("anonymous results")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="anonymous_results_once"),
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} in {self.unit_id}"


class Observation(Versioned):
    """begun → recorded, perhaps withdrawn: what somebody saw of another by a card or in a talk.

    A tutor of the pair records it within a case, a coordinator without one. What is being filled in
    is seen by the observer alone.
    """

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"answers", "circumstances", "conclusion", "reply"}
    )

    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="observations"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="observations")
    observer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.PROTECT, null=True, related_name="observations"
    )
    observed_on = models.DateField(_("when it was"))
    begun_on = models.DateField()
    recorded_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    circumstances = models.TextField(_("circumstances"), blank=True)
    answers = models.JSONField(default=dict, blank=True)
    conclusion = models.TextField(_("conclusions"), blank=True)
    reply = models.TextField(_("own word"), blank=True)
    replied_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes: ClassVar = [
            models.Index(fields=["person", "recorded_on"], name="observation_person"),
            models.Index(fields=["observer", "recorded_on"], name="observation_observer"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} by {self.observer_id}"

    @property
    def status(self) -> str:
        if self.withdrawn_on is not None:
            return "withdrawn"
        return "recorded" if self.recorded_on is not None else "begun"

    @property
    def is_open(self) -> bool:
        """Is it still being filled in?"""
        return self.status == "begun"

    @property
    def is_standing(self) -> bool:
        """Recorded and not taken back."""
        return self.status == "recorded"

    @cached_property
    def indexes(self) -> dict[str, int]:
        """In percent by group; of what was not seen nothing. A frozen card tells it anew."""
        if self.recorded_on is None:
            return {}
        points = self.instrument.questionnaire.points(self.answers)
        return {group: index_of(got, most) for group, (got, most) in points.items()}

    def level(self, index: int) -> str:
        """By the thresholds of its card."""
        levels = self.instrument.questionnaire.levels
        return level_of(index, none_from=levels.none, middle_from=levels.middle)
