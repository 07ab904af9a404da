"""Campaigns, who answers in them, and what answers came to: of a person, or of nobody."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.models.instruments import Instrument
from marshrut.diagnostics.questionnaires import index_of, level_of
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person


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
