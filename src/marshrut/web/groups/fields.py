"""Fields of the section: who waits, tutors, proposals, orders of the territory."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.groups import access
from marshrut.groups.models import TopicDemand
from marshrut.groups.queries import unsettled, waiting
from marshrut.orders.access import orders
from marshrut.programmes.models import Appointment, Programme
from marshrut.programmes.queries import tutors
from marshrut.web.names import full
from marshrut.web.programmes.fields import PersonField
from marshrut.web.request import Request


class DemandsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Those who wait for a topic, as check boxes: one tap each on a phone."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: TopicDemand) -> str:
        """«Лапшина Валентина Сергеевна, Еловская СОШ»."""
        return f"{full(obj.person)}, {obj.unit}"


class CompetencesField(forms.MultipleChoiceField):
    """Groups of competences with whose difficulties a topic helps."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self) -> None:
        super().__init__(
            label=_("Helps with difficulties"),
            required=False,
            help_text=_("Whose diagnosis shows such a difficulty is offered the topic."),
        )


class TutorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Appointed tutors with their organisation."""

    def label_from_instance(self, obj: Appointment) -> str:
        """«Маслова Анна Дмитриевна, Гимназия № 6»."""
        return f"{full(obj.person)}, {obj.unit}"


class TutorsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several tutors at once, as check boxes."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Appointment) -> str:
        """«Маслова Анна Дмитриевна, Гимназия № 6»."""
        return f"{full(obj.person)}, {obj.unit}"


class StaffField(forms.ModelMultipleChoiceField, PersonField):  # type: ignore[type-arg]
    """Teachers of an organisation, as check boxes."""

    widget = forms.CheckboxSelectMultiple


def those_who_wait(topic: int, request: Request) -> QuerySet[TopicDemand]:
    """Who waits for the topic, by name."""
    rows = waiting(access.demands(request.reach).filter(topic=topic))
    rows = rows.select_related("person", "unit")
    return rows.order_by("person__surname", "person__given", "pk")


def those_to_arrange(topic: int, request: Request) -> QuerySet[TopicDemand]:
    """Who needs the topic and is in no group by an order: in a proposal or waiting."""
    rows = access.demands(request.reach).filter(topic=topic)
    return unsettled(rows).select_related("person", "unit").order_by("pk")


def tutors_of(programme: Programme, request: Request) -> QuerySet[Appointment]:
    """Tutors appointed in the programme today, by name."""
    rows = tutors(programme, request.reach.on).select_related("person", "unit")
    return rows.order_by("person__surname", "person__given", "pk")


def orders_here(programme: Programme, request: Request) -> Any:
    """Orders of the territory or of the issuer of the regulation, not cancelled, latest first."""
    found = orders(request.reach).filter(cancelled_by=None, registered_on__isnull=False)
    issuer = Q(unit=programme.regulation.unit_id)
    here = found.filter(issuer | Q(unit__path__startswith=programme.unit.path))
    return here.select_related("unit").order_by("-registered_on", "-pk")


class ProposalsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Proposals as check boxes, each with its topic and how many are in it."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        """«№ 6. Смысловое чтение — 9, Маслова А. Д.»."""
        tutor = obj.appointment.person.short_name if obj.appointment else _("no tutor yet")
        said = {"number": obj.number, "topic": obj.topic, "n": obj.count, "tutor": tutor}
        return str(_("No. %(number)s. %(topic)s: %(n)s people, %(tutor)s") % said)
