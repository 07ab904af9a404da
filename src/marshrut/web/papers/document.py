"""An order as a document: its points, the line of control and the signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from marshrut.orders.models import Order
from marshrut.orders.queries import points
from marshrut.people.models import Person
from marshrut.people.queries import main_jobs
from marshrut.web import names


@dataclass(frozen=True, slots=True)
class Document:
    """What the template lays out; empty lines stay for a pen."""

    issuer: str
    above: str
    points: Sequence[str]
    post: str
    signature: str


def document(order: Order) -> Document:
    """The order's own words and what follows from its facts."""
    above = order.unit.parent
    control = _control(order)
    said = points(order)
    return Document(
        issuer=order.unit.name,
        above=above.name if above is not None and above.parent_id is not None else "",
        points=[*said, control] if control else said,
        post=_post(order),
        signature=_signature(order.signer) if order.signer else "",
    )


def _control(order: Order) -> str:
    """The usual last point; not repeated where the text has said it already."""
    stem = pgettext("stem in the text of an order", "control").lower()
    if order.controller is None or stem in order.text.lower():
        return ""
    if order.controller_id == order.signer_id:
        return _("I keep control of the execution of this order to myself.")
    case = "acc" if (get_language() or "ru").startswith("ru") else "nom"
    return _("Control of the execution of this order is put on %(person)s.") % {
        "person": names.full(order.controller, case)
    }


def _post(order: Order) -> str:
    if order.signer is None:
        return ""
    on = order.signed_on or order.registered_on or order.drafted_at.date()
    job = main_jobs([order.signer.pk], on).get(order.signer.pk)
    return job.post[:1].upper() + job.post[1:] if job else ""


def _signature(person: Person) -> str:
    """Initials before the surname, as signatures are spelt out."""
    initials = [f"{part[0]}." for part in (person.given, person.patronymic) if part]
    return names.NO_BREAK.join((*initials, person.surname))
