"""What has to be prepared on a route: products by the clauses that ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marshrut.norms.assessing import Judged
from marshrut.norms.findings import State
from marshrut.norms.making import Deliverable
from marshrut.norms.rules import Clause
from marshrut.norms.sheets import Route as Sheet
from marshrut.routes import access
from marshrut.routes.kinds import MADE_BY_DEED, kind_of
from marshrut.routes.models import Product
from marshrut.routes.queries import stages_of
from marshrut.web.programme_words import say
from marshrut.web.request import Request
from marshrut.web.routes.pages import Open
from marshrut.web.routes.texts import product_title
from marshrut.web.tags.dates import late


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One product of the route, made or not yet."""

    kind: str
    title: str
    who: str
    cite: str
    state: State
    due: date | None
    stage: str
    product: Product | None
    readable: bool
    waived: bool
    href: str

    @property
    def mark(self) -> object:
        """Its shape: an exception has a flag of its own."""
        return "flag" if self.waived else self.state

    @property
    def on_line(self) -> bool:
        """The agreed plan stands on the line as a revision."""
        return self.kind not in MADE_BY_DEED

    @property
    def line(self) -> str:
        """«готовит тьютор · п. 4.6 Положения»."""
        return " · ".join(
            filter(
                None, (self.who, self.cite.partition(",")[0].replace(". ", ".\N{NO-BREAK SPACE}"))
            )
        )


def owed_of(request: Request, page: Open) -> list[Owed]:
    """Products in the order of the regulation, with their state on this day."""
    on = request.reach.on
    judged = page.found.rules.judged({Sheet: [page.sheet]}, on, page.found.waived)
    asked = [row for row in judged if isinstance(row.norm, Deliverable)]
    made = _made(request, page)
    return [_owed(request, page, row, made) for row in asked]


def _made(request: Request, page: Open) -> Mapping[str, Product]:
    rows = access.products(request.reach).filter(route=page.route)
    return {row.kind: row for row in rows.select_related("author", "route", "together")}


def _owed(request: Request, page: Open, row: Judged, made: Mapping[str, Product]) -> Owed:
    norm = row.norm
    assert isinstance(norm, Deliverable)  # noqa: S101 - chosen by this type
    product = next((made[kind] for kind in norm.deliverable if kind in made), None)
    kind = product.kind if product else norm.deliverable[0]
    return Owed(
        kind=kind,
        title=" / ".join(_title(request, one) for one in norm.deliverable),
        who=_("prepared by: %(who)s") % {"who": say(request, norm.by)},
        cite=cite_of(page.found.rules.clause(row.clause)),
        state=row.finding.state,
        due=row.finding.due or _stage_due(page, norm),
        stage=norm.due.at if norm.due.how == "stage" else _last_stage(page),
        product=product,
        waived=row.waived,
        readable=product is not None and access.may_read_product(request.reach, product),
        href=_address(request, page, kind, product),
    )


def _title(request: Request, kind: str) -> str:
    """The agreed plan is called as the regulation calls its routes."""
    return say(request, "route", capital=True) if kind in MADE_BY_DEED else product_title(kind)


def _stage_due(page: Open, norm: Deliverable) -> date | None:
    """The planned end of a stage that is still ahead."""
    if norm.due.how != "stage":
        return page.route.due
    return next((row.due for row in page.route.stages.all() if row.key == norm.due.at), None)


def _last_stage(page: Open) -> str:
    stages = stages_of(page.found.rules)
    return stages[-1].key if stages else ""


def _address(request: Request, page: Open, kind: str, product: Product | None) -> str:
    """The product's page for its readers, its form for who makes it, nothing for others."""
    if kind in MADE_BY_DEED:
        return reverse("route_plan", args=[page.route.pk]) if page.reads_plan else ""
    if product is not None:
        may = access.may_read_product(request.reach, product)
        return reverse("product", args=[product.pk]) if may else ""
    by = kind_of(page.found.rules, kind).by
    may = page.is_open and access.may_act_as(request.reach, page.route, by)
    return reverse("product_new", args=[page.route.pk, kind]) if may else ""


def cite_of(clause: Clause) -> str:
    return (get_language() == "en" and clause.cite_en) or clause.cite


def to_prepare(owed: Sequence[Owed], today: date) -> list[dict[str, object]]:
    """The card «Что нужно подготовить»: what is not accepted yet."""
    return [
        {
            "title": one.title,
            "href": one.href,
            "state": one.state,
            "product": one.product,
            "line": one.line,
            "late": late(one.due, today) if one.due else "",
        }
        for one in owed
        if one.state is not State.MET and not one.waived
    ]
