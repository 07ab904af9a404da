"""Forms about sessions of a route sheet: shape only, the rules are asked by the deeds."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.groups.models import GroupSession
from marshrut.groups.operations.sessions import MOST, Told
from marshrut.web.activities.forms import ActForm
from marshrut.web.fields import DateField, Paragraph
from marshrut.web.request import Request
from marshrut.web.routes.texts import STEP_FORMS

LINE = ("on", "topic", "audience", "pupils", "form", "place", "materials", "expected")


class SessionForm(ActForm):
    """A line of the route sheet."""

    long: ClassVar = True

    on = DateField(label=_("Day"))
    topic = forms.CharField(label=_("Topic"), max_length=255)
    audience = forms.ChoiceField(
        label=_("For whom"), choices=GroupSession.Audience.choices, widget=forms.RadioSelect
    )
    pupils = forms.CharField(
        label=_("Class"),
        max_length=60,
        required=False,
        help_text=_("Only for pupils: the class, never their names."),
    )
    form = forms.ChoiceField(label=_("Form"), required=False)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    materials = Paragraph(label=_("Materials"), required=False)
    expected = Paragraph(label=_("Expected result"), required=False)

    def __init__(self, *args: Any, row: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, row=row, request=request, **more)
        chosen: Any = self.fields["form"]
        chosen.choices = list(STEP_FORMS.items())
        self.initial.setdefault("audience", GroupSession.Audience.TEACHERS)
        if isinstance(row, GroupSession):
            self.initial.update({name: getattr(row, name) for name in LINE})

    @property
    def values(self) -> dict[str, Any]:
        """What a line says is one value of the deed."""
        values = super().values
        return values | {"told": Told(**{name: values.pop(name) for name in LINE})}


class Held(forms.Form):
    """How many took part and what came of it."""

    count = forms.IntegerField(label=_("How many took part"), min_value=1, max_value=MOST)
    result = Paragraph(label=_("What came of it"), required=False)


class HoldForm(Held, ActForm):
    """A session of the sheet was held."""

    held_on = DateField(label=_("Held on"))
    field_order = ("held_on", "count", "result")

    def __init__(self, *args: Any, row: Any, request: Request, **more: Any) -> None:
        super().__init__(*args, row=row, request=request, **more)
        self.initial.setdefault("held_on", min(row.on, self.today))
        self.fields["held_on"].widget.attrs["max"] = self.today.isoformat()


class ExtraForm(SessionForm, Held):
    """A session beside the sheet was held."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.order_fields([*LINE, "count", "result"])
        self.initial.setdefault("on", self.today)
        self.fields["on"].widget.attrs["max"] = self.today.isoformat()


class DropForm(ActForm):
    """Why the session is taken off the sheet."""

    reason = Paragraph(label=_("Reason"))
