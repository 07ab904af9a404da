"""The form of a step: what is done, in which form, how long, by when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.norms.catalogues import FORMS
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.routes.models import Route, RouteStep
from marshrut.routes.queries import stages_of
from marshrut.web import catalogues
from marshrut.web.fields import DateField, Paragraph
from marshrut.web.routes.forms import RowForm, stage_name
from marshrut.web.routes.texts import STEP_FORMS, need_choices

MOST_HOURS = 2000


class StepForm(RowForm):
    """A step; the reason is asked once the plan is agreed."""

    title = forms.CharField(label=_("What is done"), max_length=255)
    form = forms.ChoiceField(label=_("Form"), required=False)
    stage = forms.ChoiceField(label=_("Stage"))
    due = DateField(label=_("By"))
    hours = forms.IntegerField(label=_("Hours"), required=False, min_value=1, max_value=MOST_HOURS)
    document = forms.CharField(
        label=_("Document"),
        max_length=120,
        required=False,
        help_text=_("Number of the certificate or diploma, once there is one."),
    )
    expected = Paragraph(label=_("Expected result"), required=False)
    need = forms.ChoiceField(label=_("Difficulty that it helps with"), required=False)
    reason = Paragraph(label=_("Why the plan is changed"))

    def __init__(
        self, *args: Any, row: Any, route: Route, rules: Rules, reach: Reach, **options: Any
    ) -> None:
        super().__init__(*args, row=row, **options)
        had = [row.need] if isinstance(row, RouteStep) else []
        stages = stages_of(rules)
        _choose_forms(self.fields["form"], rules)
        needed: Any = self.fields["need"]
        needed.choices = [("", _("not said")), *need_choices(reach, had)]
        catalogues.add_fields(self, rules, without=(FORMS,))
        self.order_fields([name for name in self.fields if name != "reason"])
        field: Any = self.fields["stage"]
        field.choices = [(stage.key, stage_name(stage)) for stage in stages]
        if not stages:
            # The regulation has no stages: the step stands on the way as it is.
            del self.fields["stage"]
        self.fields["due"].widget.attrs |= {
            "min": route.enrolment.since.isoformat(),
            "max": route.due.isoformat(),
        }
        if route.agreed_on is None:
            del self.fields["reason"]
        if isinstance(row, RouteStep):
            del self.fields["due"]
            for name in ("title", "form", "stage", "expected", "hours", "document", "need"):
                self.initial.setdefault(name, getattr(row, name))
            self.initial.update(catalogues.initial(row.words))
        else:
            del self.fields["row_version"]
            self.initial.setdefault("stage", route.stage)

    @property
    def values(self) -> dict[str, Any]:
        """The deed takes what was chosen from catalogues together."""
        return catalogues.gathered(super().values)


def _choose_forms(field: Any, rules: Rules) -> None:
    """Forms of the regulation; the usual ones too where its list is open or it has none."""
    norm = rules.catalogue(FORMS)
    own = catalogues.choices(norm) if norm else []
    usual = [] if norm and norm.closed else [one for one in STEP_FORMS.items() if one[0]]
    field.choices = [("", STEP_FORMS[""]), *own, *(one for one in usual if one[0] not in dict(own))]
