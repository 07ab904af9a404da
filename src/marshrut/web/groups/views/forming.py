"""Forming groups: what is wanted and kept, how far it is, and the board to arrange by hand."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marshrut.groups import access, operations
from marshrut.groups.matching import known_leaders, roads_of, rooms
from marshrut.groups.queries import last_asked, topics_of
from marshrut.people.access import people
from marshrut.programmes.queries import units_of
from marshrut.web.deeds import DeedForm, attempt
from marshrut.web.groups import boards, forming_forms, lists, matching_pages
from marshrut.web.groups.fields import those_to_arrange, tutors_of
from marshrut.web.names import full
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in


def _programme(request: Request, key: int) -> Any:
    """A programme in which the reader forms groups; its words become the page's."""
    rows = access.programmes_to_form(request.reach).select_related("unit")
    programme = get_object_or_404(rows, pk=key)
    speaking_of(request, programme)
    return programme


@signed_in
def form(request: Request, key: int) -> HttpResponse:
    """Have groups proposed out of everybody who waits."""
    programme = _programme(request, key)
    topics = lists.waited_for(programme, request.reach)
    chosen = forming_forms.FormationForm(
        request.POST or None,
        topics=topics,
        tutors=tutors_of(programme, request),
        leaders=known_leaders(programme, request.reach.on),
    )
    if topics and attempt(request, chosen, operations.ask_to_form, programme=programme):
        return redirect("formation", last_asked(programme))
    shown = {"title": _("Form groups"), "form": chosen, "programme": programme, "topics": topics}
    shown["tabs"] = matching_pages.tabs(programme, "groups_form")
    return render(request, "groups/form.html", shown)


@signed_in
def formation(request: Request, key: int) -> HttpResponse:
    """How far a forming is, then what it came to; the page can be left."""
    row = get_object_or_404(access.formations(request.reach).select_related("programme"), pk=key)
    speaking_of(request, row.programme)
    shown = matching_pages.formation(row, request.reach)
    answer = render(request, "groups/formation.html", shown)
    if row.status == "forming" and not shown["stopped"]:
        # Who stays sees it move without any script.
        answer["Refresh"] = "2"
    return answer


@signed_in
def leaders(request: Request, key: int) -> HttpResponse:
    """Tutors of the programme with what they lead."""
    programme = _programme(request, key)
    shown = {"title": _("Who leads what"), "programme": programme}
    shown |= {
        "lines": matching_pages.leaders(programme, request),
        "tabs": matching_pages.tabs(programme, "groups_leaders"),
    }
    return render(request, "groups/leaders.html", shown)


@signed_in
def leader(request: Request, key: int) -> HttpResponse:
    """What one tutor leads: said by the tutor, or by who forms groups."""
    rows = access.tutors_to_lead(request.reach).select_related("programme__unit", "person", "unit")
    row = get_object_or_404(rows, pk=key)
    speaking_of(request, row.programme)
    topics, kept = topics_of(row.programme), rooms([row.pk]).get(row.pk)
    initial = matching_pages.led_by(kept)
    form = forming_forms.LeadForm(request.POST or None, topics=topics, initial=initial)
    if attempt(request, form, operations.lead_topics, appointment=row.pk):
        messages.success(request, _("Saved."))
        return redirect(matching_pages.back_from(row, request.reach))
    title = _("Topics that %(who)s leads") % {"who": full(row.person)}
    back = matching_pages.back_from(row, request.reach)
    shown = {"title": title, "form": form, "programme": row.programme, "back": back}
    return render(request, "groups/kept.html", shown)


@signed_in
def roads(request: Request, key: int) -> HttpResponse:
    """Organisations with how many of their roads are known."""
    programme = _programme(request, key)
    shown = {"title": _("Roads"), "programme": programme}
    shown |= {
        "lines": matching_pages.roads(programme, request.reach),
        "tabs": matching_pages.tabs(programme, "groups_roads"),
    }
    return render(request, "groups/roads.html", shown)


@signed_in
def road(request: Request, key: int, unit: int) -> HttpResponse:
    """Minutes from one organisation to each of the others."""
    programme = _programme(request, key)
    row = get_object_or_404(units_of(programme), pk=unit)
    others = list(units_of(programme).exclude(pk=unit).order_by("name"))
    known = {other: one.minutes for other, one in roads_of(unit).items()}
    form = forming_forms.RoadsForm(request.POST or None, others=others, known=known)
    if attempt(request, form, operations.measure_roads, programme=programme, unit=row):
        messages.success(request, _("Saved."))
        return redirect("groups_roads", key)
    shown = {"title": _("Roads from: %(unit)s") % {"unit": row}, "form": form}
    shown |= {"programme": programme, "back": matching_pages.roads_page(programme)}
    return render(request, "groups/kept.html", shown)


@signed_in
def apart(request: Request, key: int) -> HttpResponse:
    """Pairs whom no group has together, and one more."""
    programme = _programme(request, key)
    chosen = people(request.reach).filter(erased_at=None).order_by("surname", "given", "pk")
    form = forming_forms.ApartForm(request.POST or None, people=chosen)
    if attempt(request, form, operations.keep_apart, programme=programme):
        messages.success(request, _("No group will have them together."))
        return redirect("groups_apart", key)
    shown = {"title": _("Keep apart"), "programme": programme, "form": form}
    shown |= {
        "pairs": matching_pages.pairs(programme, request.reach),
        "tabs": matching_pages.tabs(programme, "groups_apart"),
    }
    return render(request, "groups/apart.html", shown)


@signed_in
@require_POST
def together(request: Request, key: int, pair: int) -> HttpResponse:
    """Two people may be in one group again."""
    programme = _programme(request, key)
    rows = access.pairs_apart(request.reach).filter(unit=programme.unit_id)
    row = get_object_or_404(rows, pk=pair)
    form = DeedForm(request.POST)
    if attempt(request, form, operations.let_together, apart=row.pk):
        messages.success(request, _("They may be in one group again."))
    return redirect("groups_apart", key)


@signed_in
def board(request: Request, key: int) -> HttpResponse:
    """Proposals on a topic side by side: people are moved, limits and objections are said."""
    here = access.programmes_to_form(request.reach)
    rows = access.topics(request.reach).filter(programme__in=here)
    row = get_object_or_404(rows.select_related("programme__unit"), pk=key)
    form = forming_forms.ArrangeForm(
        request.POST or None,
        demands=those_to_arrange(row.pk, request),
        proposals=boards.proposals(row, request.reach),
    )
    if request.method == "POST" and form.is_valid():
        deed = partial(operations.propose_group, topic=row.pk) if form.opens_new else None
        if attempt(request, form, deed or operations.arrange):
            return redirect("topic_board", key)
    return render(request, "groups/board.html", boards.board(request, row, form))
