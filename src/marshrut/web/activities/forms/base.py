"""What forms of this section share: a form about a thing, and a form that makes a new one."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.programmes.models import Enrolment
from marshrut.web.activities.who import chosen_line, pair_line
from marshrut.web.deeds import DeedForm
from marshrut.web.fields import who_sees
from marshrut.web.names import full
from marshrut.web.paper import PaperForm
from marshrut.web.request import Request


class ActForm(PaperForm):
    """A deed with a thing that exists; ``private`` names the fields that only the pair reads.

    What takes minutes to type is kept on the way as a draft: private texts, and a ``long`` form.
    """

    private: ClassVar[tuple[str, ...]] = ()
    long: ClassVar[bool] = False

    def __init__(
        self, *args: Any, row: Any, request: Request, on_behalf: bool, **more: Any
    ) -> None:
        super().__init__(*args, reach=request.reach, on_behalf=on_behalf, **more)
        self.row = row
        self.today = request.reach.on
        self.fields["row_version"].required = True
        self.initial["row_version"] = row.row_version
        enrolment = getattr(row, "enrolment", None)
        if enrolment is not None:
            line = pair_line(request, enrolment)
            who_sees(self, **dict.fromkeys(self.private, line))


class TuteeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The reader's own tutees by full name."""

    def label_from_instance(self, obj: Enrolment) -> str:
        """«Лапшина Валентина Сергеевна»."""
        return full(obj.person)


class TuteesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several tutees at once, as check boxes: one tap each on a phone."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Enrolment) -> str:
        """«Лапшина Валентина Сергеевна»."""
        return full(obj.person)


class NewForm(DeedForm):
    """Something new for one of the reader's tutees; ``?case=`` in the address chooses who."""

    private: ClassVar[tuple[str, ...]] = ()

    enrolment = TuteeField(queryset=None, label=_("For whom"), empty_label=_("choose"))

    def __init__(
        self, *args: Any, request: Request, tutees: QuerySet[Enrolment], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.request = request
        self.today = request.reach.on
        self.fields["enrolment"].queryset = tutees  # type: ignore[attr-defined]
        case = request.GET.get("case", "")
        if case.isascii() and case.isdigit():
            self.initial["enrolment"] = int(case)
        who_sees(self, **dict.fromkeys(self.private, chosen_line()))
