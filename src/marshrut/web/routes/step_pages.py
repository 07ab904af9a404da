"""What pages of steps share: the way back, a deed with its form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marshrut.activities.access import visits
from marshrut.activities.models import LessonVisit
from marshrut.routes.models import RouteStep
from marshrut.web.deeds import DeedForm
from marshrut.web.request import Request
from marshrut.web.routes.pages import Open, form_page, seen_by
from marshrut.web.tags.dates import date_long

# A visit that takes place or took place.
STANDING = ("agreed", "held", "shared", "replied", "read")


class VisitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Visits by day and topic."""

    def label_from_instance(self, obj: LessonVisit) -> str:
        """«14 октября 2026 г.: Проценты»."""
        return f"{date_long(obj.on)}: {obj.topic}"


class LinkForm(DeedForm):
    """The visit that serves the step; without a step a visit stays an extra one."""

    visit = VisitField(queryset=None, label=gettext_lazy("Visit to a lesson"))

    def __init__(self, *args: Any, visits: QuerySet[LessonVisit], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen: Any = self.fields["visit"]
        chosen.queryset = visits


def visits_for(request: Request, page: Open) -> QuerySet[LessonVisit]:
    """Agreed and held visits of this case that no step names yet."""
    rows = visits(request.reach).filter(
        enrolment=page.route.enrolment_id, status__in=STANDING, steps=None
    )
    return rows.order_by("on")


def walkable(row: RouteStep) -> bool:
    """May evidence still be brought?"""
    return row.status != RouteStep.Status.DROPPED


def back_to(key: int) -> str:
    return reverse("step", args=[key])


def deed_on(
    request: Request, page: Open, row: RouteStep, form: Any, deed: Any, title: str, button: str
) -> HttpResponse:
    """A deed on a step, and back to its page."""
    return form_page(
        request,
        page,
        form,
        deed,
        title=title,
        button=button,
        done=_("Saved."),
        back=back_to(row.pk),
        step=row.pk,
        extra={"over": row.title, "seen_by": seen_by(page)},
    )
