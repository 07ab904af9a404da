"""Forms about lines of a plan: shape only, the rules are asked by the deeds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.people.reach import Reach
from marshrut.web.activities.forms import ActForm
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import DateField, LastDayField, Paragraph
from marshrut.web.programmes.fields import of_new
from marshrut.web.request import Request
from marshrut.web.routes.step_forms import MOST_HOURS
from marshrut.web.routes.texts import STEP_FORMS, need_choices

FIELDS = (
    *("topic", "needs", "audience", "form", "hours", "leader"),
    *("since", "until", "product", "assessment"),
)


class Said(forms.Form):
    """What is said of an event."""

    topic = forms.CharField(label=_("Topic"), max_length=255)
    needs = forms.MultipleChoiceField(
        label=_("Difficulties that it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("By these the event is traced to what teachers plan for themselves."),
    )
    audience = forms.CharField(label=_("For whom"), max_length=255, required=False)
    form = forms.ChoiceField(label=_("Form"), required=False)
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=1, max_value=MOST_HOURS)
    leader = forms.CharField(label=_("Who leads"), max_length=255, required=False)
    since = DateField(label=_("First day"))
    until = LastDayField(label=_("Last day"))
    product = forms.CharField(label=_("What will be made"), max_length=255, required=False)
    assessment = forms.CharField(label=_("How it is assessed"), max_length=255, required=False)


def choose(form: forms.Form, needs: Sequence[tuple[str, str]]) -> None:
    """Groups of competences, and the usual forms of work."""
    fields: Any = form.fields
    fields["needs"].choices = needs
    fields["form"].choices = list(STEP_FORMS.items())


class LineForm(Said, DeedForm):
    """A new line; ``need`` is the group from which one came, if it is one."""

    def __init__(self, *args: Any, need: str, reach: Reach, **more: Any) -> None:
        super().__init__(*args, **more)
        of_new(self)
        known = need_choices(reach)
        choose(self, known)
        self.initial.setdefault("needs", [need] if need in dict(known) else [])


class EditForm(Said, ActForm):
    """A line said otherwise."""

    long: ClassVar = True

    def __init__(self, *args: Any, row: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, row=row, request=request, **more)
        choose(self, need_choices(request.reach, row.needs))
        self.initial.update({name: getattr(row, name) for name in FIELDS})


class HoldForm(ActForm):
    """When it was held and what came of it."""

    held_on = DateField(label=_("Held on"))
    result = Paragraph(label=_("What came of it"), required=False)

    def __init__(self, *args: Any, row: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, row=row, request=request, **more)
        self.initial.setdefault("held_on", self.today)
        self.fields["held_on"].widget.attrs["max"] = self.today.isoformat()


class DropForm(ActForm):
    """Why the event is not held."""

    reason = Paragraph(label=_("Reason"))
