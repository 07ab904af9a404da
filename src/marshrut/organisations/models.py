"""Units of one tree, with calendars as data and settings of their own."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from marshrut.journal.models import Versioned


class Unit(Versioned):
    """A node of the tree. ``path`` is "1/4/9/": the keys from the root to the unit itself."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("school district")
        CENTRE = "centre", _("methodical centre")
        DEPARTMENT = "department", _("education department")
        SCHOOL = "school", _("school")
        KINDERGARTEN = "kindergarten", _("kindergarten")

    INSTITUTIONS: ClassVar = (Kind.SCHOOL, Kind.KINDERGARTEN)
    TERRITORIES: ClassVar = (Kind.REGION, Kind.MUNICIPALITY)
    # Whose staff is written down: orders name people of the department and the centre, too.
    EMPLOYERS: ClassVar = (*INSTITUTIONS, Kind.CENTRE, Kind.DEPARTMENT)

    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("full name"), max_length=255)
    short_name = models.CharField(_("short name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=255, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    zone = models.CharField(_("time zone"), max_length=50, default="Europe/Moscow")
    path = models.CharField(max_length=255, db_index=True, editable=False)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_under_parent"),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def is_institution(self) -> bool:
        """Does it employ teachers whom the regulation supports?"""
        return self.kind in self.INSTITUTIONS

    def day(self, at: datetime) -> date:
        """The calendar day of a moment where the unit is."""
        return at.astimezone(ZoneInfo(self.zone)).date()


class UnitFlag(models.Model):
    """A status that somebody outside has given a school on [since, until), and where it stands."""

    class Flag(models.TextChoices):
        LOW_RESULTS = "low_results", _("low results")
        HARD_CONDITIONS = "hard_conditions", _("difficult social conditions")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="flags")
    flag = models.CharField(_("status"), max_length=20, choices=Flag.choices)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"))
    source = models.CharField(_("source"), max_length=255)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="flag_until_after_since"
            ),
            models.UniqueConstraint(fields=["unit", "flag", "since"], name="flag_once"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.flag} {self.since}–{self.until}"


class CalendarPeriod(models.Model):
    """One quarter or trimester of a unit; the nearest unit upwards that has any decides."""

    class Scheme(models.TextChoices):
        QUARTER = "quarter", _("quarter")
        TRIMESTER = "trimester", _("trimester")

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    scheme = models.CharField(max_length=10, choices=Scheme.choices)
    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("since")), name="period_until_after_since"
            ),
            models.UniqueConstraint(fields=["unit", "scheme", "since"], name="period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number}: {self.since}–{self.until}"


class SpecialDay(models.Model):
    """A day off beyond weekends and holidays, or a working day moved onto one."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    working = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "day"], name="special_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {'working' if self.working else 'off'}"


class LocalSetting(Versioned):
    """A parameter that a clause leaves to the place, such as the days for an answer."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="local_settings")
    name = models.CharField(max_length=120)
    value = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "name"], name="local_setting_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"
