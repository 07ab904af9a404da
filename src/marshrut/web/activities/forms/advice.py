"""Forms of recommendations and opinions."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.activities.access import visits
from marshrut.activities.models import LessonVisit, Opinion
from marshrut.web.activities.forms.base import ActForm, NewForm
from marshrut.web.fields import Card, Cards, DateField, Paragraph, who_sees
from marshrut.web.names import short
from marshrut.web.tags.dates import date_long


class VisitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Visits by person and day."""

    def label_from_instance(self, obj: LessonVisit) -> str:
        """«Лапшина В. С., 8 декабря 2026 г.»."""
        return f"{short(obj.enrolment.person)}, {date_long(obj.held_on)}"


class RecommendForm(NewForm):
    """What to do, by when, and after which visit."""

    private: ClassVar = ("text",)

    text = Paragraph(label=_("Recommendation"))
    visit = VisitField(queryset=None, label=_("After a visit"), required=False, empty_label="—")
    due = DateField(label=_("Answer by"), required=False, help_text=_("Empty: the local setting."))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        reach = self.request.reach
        held = visits(reach).filter(enrolment__in=reach.pairs, held_on__isnull=False)
        held = held.select_related("enrolment__person").order_by("-held_on")
        self.fields["visit"].queryset = held  # type: ignore[attr-defined]
        visit = self.request.GET.get("visit", "")
        if visit.isascii() and visit.isdigit():
            self.initial["visit"] = int(visit)


class DoneForm(ActForm):
    """The day on which it was done."""

    done_on = DateField(label=_("Done on"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.initial["done_on"] = self.today
        self.fields["done_on"].widget.attrs["max"] = self.today.isoformat()


class NotDoneForm(ActForm):
    """Why it could not be done."""

    private: ClassVar = ("reason",)
    reason = Paragraph(label=_("Why it could not be done"))


class OpinionForm(NewForm):
    """An opinion, with the reminder of ethics beside it."""

    private: ClassVar = ("text",)

    about = Cards(
        label=_("About what"),
        choices=(
            (Opinion.About.TUTEE, Card(_("How the work goes"), _("read by the teacher"))),
            (Opinion.About.OWN, Card(_("Own work of mine"), _("a note that only you read"))),
        ),
        initial=Opinion.About.TUTEE,
    )
    text = Paragraph(label=_("Opinion"), long=True)


class ComplainForm(ActForm):
    """What is wrong with an opinion."""

    complaint = Paragraph(label=_("What is wrong with it"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        line = _("Will be seen by: you and the municipal coordinator, together with the opinion")
        who_sees(self, complaint=str(line))


class SettleForm(ActForm):
    """How the complaint was settled."""

    settlement = Paragraph(label=_("How it was settled"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        who_sees(self, settlement=str(_("Will be seen by: you and both people of the pair")))
