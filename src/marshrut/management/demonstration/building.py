"""The order of scenes."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import F

from marshrut.clock.models import DemonstrationDay
from marshrut.management.demonstration import (
    klyuchegorsk,
    naberezhny,
    paromnensky,
    personal_data,
    region,
)
from marshrut.management.demonstration.last_year import play_last_year
from marshrut.management.demonstration.people import people_of_kamenny_brod
from marshrut.management.demonstration.programme import first_version, second_version
from marshrut.management.demonstration.stage import Stage
from marshrut.management.demonstration.territory import raise_territory
from marshrut.management.demonstration.this_year import play_this_year
from marshrut.notices.models import Notice
from marshrut.schoolyear import pinned_day
from marshrut.users.models import User

FORTNIGHT = timedelta(days=14)


def build(today: date) -> Stage:
    """Build the whole demonstration for the school year that contains ``today``."""
    stage = Stage(today=pinned_day(today))
    raise_territory(stage)
    people_of_kamenny_brod(stage)
    first_version(stage)
    play_last_year(stage)
    second_version(stage)
    play_this_year(stage)
    paromnensky.play(stage)
    klyuchegorsk.play(stage)
    naberezhny.play(stage)
    region.play(stage)
    personal_data.play(stage)
    # Whoever has done something has been here: coming in is no deed.
    for user, at in stage.seen.items():
        User.objects.filter(pk=user).update(last_login=at)
    # What was told before the last fortnight has been read.
    old = Notice.objects.filter(created_at__lt=stage.at(stage.today) - FORTNIGHT)
    old.update(read_at=F("created_at"))
    if settings.DEMONSTRATION:
        DemonstrationDay.objects.update_or_create(only=True, defaults={"day": stage.today})
    return stage
