"""What is chosen on the way: a scenario, and the version of the regulation."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from marshrut.routes import access, operations
from marshrut.routes.operations.scenarios import FEWEST
from marshrut.routes.queries import has_scenarios
from marshrut.web.request import Request, signed_in
from marshrut.web.routes import forms
from marshrut.web.routes.pages import form_page, open_route, seen_by
from marshrut.web.routes.versions import newer_of, note_of
from marshrut.web.routes.views.plan import allowed


@signed_in
def scenarios(request: Request, key: int) -> HttpResponse:
    """The ways that the pair thinks over, and a form for one more until one is chosen."""
    page = open_route(request, key)
    if not page.reads_texts:
        raise Http404
    rows = access.scenarios(request.reach).filter(route=page.route).select_related("author")
    chosen, granted = any(row.chosen_on for row in rows), has_scenarios(page.found.rules)
    may_add = granted and page.is_open and access.may_walk(request.reach, page.route) and not chosen
    if not granted and not rows:
        raise Http404
    if request.method == "POST":
        allowed(may_add)
    chooses = page.is_open and not chosen and len(rows) >= FEWEST
    shown = {
        "rows": rows,
        "may_add": may_add,
        "may_choose": chooses and (page.is_tutee or page.leads),
        "seen_by": seen_by(page),
    }
    return form_page(
        request, page, forms.ScenarioForm(request.POST or None), operations.add_scenario,
        title=_("Scenarios"), button=_("Add"), done=_("The scenario is added."),
        back=reverse("route_scenarios", args=[key]), template="routes/scenarios.html",
        extra=shown, route=key,
    )  # fmt: skip


@signed_in
def choose(request: Request, key: int) -> HttpResponse:
    """The tutee chooses this way; the tutor records the choice from paper."""
    scenario = get_object_or_404(access.scenarios(request.reach), pk=key)
    page = open_route(request, scenario.route_id)
    allowed(page.is_open and (page.is_tutee or page.leads))
    form = forms.SpokenForm(
        request.POST or None, request.FILES or None, row=scenario, reach=request.reach,
        on_behalf=not page.is_tutee,
    )  # fmt: skip
    return form_page(
        request, page, form, operations.choose_scenario,
        title=_("Choose: %(title)s") % {"title": scenario.title}, button=_("Choose this one"),
        done=_("The scenario is chosen; the others stay on the line."), scenario=key,
        extra={"template_note": scenario.text},
    )  # fmt: skip


@signed_in
def adopt(request: Request, key: int) -> HttpResponse:
    """Go on under the newer version, with a reason."""
    page = open_route(request, key)
    allowed(page.leads and newer_of(page))
    return form_page(
        request, page, forms.ReasonForm(request.POST or None, row=page.route),
        operations.adopt_newer, title=_("Adopt the new version"), button=_("Adopt"),
        done=_("The route follows the new version."), route=key,
        extra={"template_note": note_of(page)},
    )  # fmt: skip


@signed_in
def keep(request: Request, key: int) -> HttpResponse:
    """Stay with the version that the route was made under, with a reason."""
    page = open_route(request, key)
    allowed(page.leads and newer_of(page))
    return form_page(
        request, page, forms.ReasonForm(request.POST or None, row=page.route),
        operations.keep_own, title=_("Keep the version of the route"), button=_("Keep"),
        done=_("Saved."), route=key, extra={"template_note": note_of(page)},
    )  # fmt: skip
