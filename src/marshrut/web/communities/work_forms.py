"""Forms about members and about what a community does."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from marshrut.communities.models import Community, Membership
from marshrut.communities.queries import members_of
from marshrut.orders.access import orders
from marshrut.people.roles import heads_in
from marshrut.programmes.queries import guarding
from marshrut.web.activities.forms import ActForm
from marshrut.web.communities.words import clause_choices, form_choices
from marshrut.web.fields import DateField, MomentField, Paragraph, choices_of, who_sees
from marshrut.web.labels import LABELS
from marshrut.web.names import full
from marshrut.web.people.forms import TrainingForm
from marshrut.web.programmes.fields import OrderField
from marshrut.web.routes.forms import UploadField


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Members by full name."""

    def label_from_instance(self, obj: Membership) -> str:
        """«Орешкина Тамара Андреевна»."""
        return full(obj.person)


class MembersField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several members at once, one tap each."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Membership) -> str:
        """«Орешкина Тамара Андреевна»."""
        return full(obj.person)


class ReasonForm(ActForm):
    """A reason that the person reads."""

    reason = Paragraph(label=_("Reason"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        who_sees(self, reason=str(_("Will be seen by: the person, the head and the coordinator")))


class LeaveForm(ActForm):
    """Leaving: no reason is asked, one may be given."""

    reason = Paragraph(label=_("Reason, if you wish to give one"), required=False)


class AskForm(ActForm):
    """A question to a tutor of the community."""

    private: ClassVar = ("what", "why")

    what = forms.CharField(label=_("What you would like advice on"), max_length=255)
    why = Paragraph(label=_("What the tutor needs to know"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        line = str(_("Will be seen by: you and the tutor whom you ask"))
        who_sees(self, what=line, why=line)


class TrainedForm(ActForm, TrainingForm):
    """A training of a member."""


class EncourageForm(ActForm):
    """How somebody was encouraged."""

    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("How"), choices=choices_of(LABELS["incentive"]))
    on = DateField(label=_("Day"))
    order = OrderField(queryset=None, label=_("Order"), required=False, empty_label=_("no order"))
    note = forms.CharField(label=_("What for"), max_length=255, required=False)

    def __init__(self, *args: Any, request: Any, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        self.people = self._people()
        chosen: Any = self.fields["person"]
        chosen.choices = [(str(key), label) for key, (_person, label) in self.people.items()]
        listed: Any = self.fields["order"]
        found = orders(request.reach).filter(cancelled_by=None, subject="other")
        listed.queryset = found.select_related("unit").order_by("-registered_on", "-pk")
        self.initial.setdefault("on", self.today)

    def _people(self) -> dict[int, tuple[Any, str]]:
        """The tutor, and the heads of the school that lets the tutor go."""
        tutor = self.row.person
        found = {tutor.pk: (tutor, full(tutor))}
        for person in heads_in(self.row.unit_id, on=self.today):
            told = _("%(name)s, head of the organisation") % {"name": full(person)}
            found.setdefault(person.pk, (person, str(told)))
        return found

    def clean_person(self) -> Any:
        """The person behind the choice."""
        return self.people[int(self.cleaned_data["person"])][0]


class DocumentForm(ActForm):
    """A document of the package."""

    kind = forms.ChoiceField(label=_("Kind"), choices=choices_of(LABELS["document_kind"]))
    title = forms.CharField(label=_("Title"), max_length=255)
    about = Paragraph(label=_("Act, number and date, or a few words"), required=False)
    received = UploadField(label=_("File"))
    author = MemberField(
        queryset=None,
        label=_("Author"),
        required=False,
        empty_label=_("no author: an act or a common document"),
        help_text=_("The work of an author is published only with the author’s consent."),
    )
    terms = forms.CharField(
        label=_("Terms of use"),
        max_length=255,
        required=False,
        help_text=_("For example: within the community, with the author named."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        chosen: Any = self.fields["author"]
        chosen.queryset = members_of(self.row, self.today)

    def clean_author(self) -> Any:
        """The person behind the member."""
        member = self.cleaned_data["author"]
        return member.person if member else None


class MeetingForm(ActForm):
    """One activity for the plan."""

    form = forms.ChoiceField(label=_("Form"))
    title = forms.CharField(label=_("Topic"), max_length=255)
    begins_at = MomentField(label=_("When"))
    leader = MemberField(queryset=None, label=_("Who leads it"), empty_label=_("choose"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rules = guarding(self.row.programme, self.today).rules
        form: Any = self.fields["form"]
        form.choices = form_choices(rules)
        leader: Any = self.fields["leader"]
        leader.queryset = members_of(self.row, self.today)

    def clean_begins_at(self) -> datetime:
        """The time as it is told where the community is."""
        given: datetime = self.cleaned_data["begins_at"]
        return given.replace(tzinfo=ZoneInfo(self.row.unit.zone))


class HoldForm(ActForm):
    """Who was there and what came of it."""

    people = MembersField(queryset=None, label=_("Who was there"), required=False)
    result = Paragraph(label=_("What came of it"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        community: Community = self.row.community
        chosen: Any = self.fields["people"]
        chosen.queryset = members_of(community, community.unit.day(self.row.activity.begins_at))
        who_sees(self, result=str(_("Will be seen by: members of the community")))


class CancelForm(ActForm):
    """Why it will not be held."""

    reason = forms.CharField(label=_("Reason"), max_length=255)


class DutyForm(ActForm):
    """A duty of the community for a named person."""

    clause = forms.ChoiceField(label=_("Clause that lays it on the community"))
    member = MemberField(queryset=None, label=_("Who"), empty_label=_("choose"))
    what = forms.CharField(label=_("What to do"), max_length=255)
    due = DateField(label=_("Until"))

    def __init__(self, *args: Any, request: Any, **more: Any) -> None:
        super().__init__(*args, request=request, **more)
        rules = guarding(self.row.programme, self.today).rules
        clause: Any = self.fields["clause"]
        clause.choices = clause_choices(rules)
        if asked := request.GET.get("clause", ""):
            self.initial.setdefault("clause", asked)
        member: Any = self.fields["member"]
        member.queryset = members_of(self.row, self.today)


class DoneForm(ActForm):
    """What came of a duty."""

    result = Paragraph(label=_("What came of it"), required=False)


class SettleForm(ActForm):
    """How a complaint was settled."""

    settlement = Paragraph(label=_("How it was settled"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        who_sees(self, settlement=str(_("Will be seen by: you and who complained")))


class PeriodForm(forms.Form):
    """The period of a certificate of activity."""

    since = DateField(label=_("From"), required=False)
    last = DateField(label=_("To"), required=False)
