"""What somebody saw of another by a card, or in a talk."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.diagnostics.models.instruments import Instrument
from marshrut.diagnostics.questionnaires import index_of, level_of
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Enrolment


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
