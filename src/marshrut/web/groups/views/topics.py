"""Topics: the list with its demand, one topic with who needs it, a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from marshrut.groups import access, operations
from marshrut.web.activities.acts import act
from marshrut.web.books import listed
from marshrut.web.deeds import attempt
from marshrut.web.groups import columns, kinds, lists, pages, topic_forms
from marshrut.web.programme_words import speaking_of
from marshrut.web.request import Request, signed_in


@signed_in
def topics(request: Request) -> HttpResponse:
    """Every topic of the territory; of its demand each sees what they answer for."""
    lines = lists.topic_lines(request.reach)
    forming = lists.forming(request.reach)
    if forming:
        speaking_of(request, forming[0])
    shown = {
        "title": _("Topics"),
        "tabs": lists.tabs("topics", request.reach),
        "lines": lines,
        "forming": forming,
        "leads": lists.leading(request.reach),
        "waits": any(line.waits for line in lines),
        "oversees": bool(forming) or any(line.total for line in lines),
    }
    return listed(
        request, "groups/topics.html", shown, lines=lines, columns=columns.topics(request)
    )


@signed_in
def topic_new(request: Request, key: int) -> HttpResponse:
    """Add a topic to a programme."""
    programme = get_object_or_404(
        access.programmes_to_form(request.reach).select_related("unit"), pk=key
    )
    found = speaking_of(request, programme)
    form = topic_forms.TopicForm(request.POST or None, rules=found.rules, reach=request.reach)
    given = {"programme": programme, "unit": programme.unit}
    if attempt(request, form, operations.add_topic, rules=found.rules, **given):
        messages.success(request, _("The topic is added."))
        return redirect("topics")
    shown = {"title": _("Add a topic"), "form": form, "programme": programme, "back": "topics"}
    return render(request, "groups/new.html", shown)


@signed_in
def topic(request: Request, key: int) -> HttpResponse:
    """One topic: who needs it and why, who applied, its groups."""
    row = get_object_or_404(kinds.TOPIC.rows(request.reach), pk=key)
    return render(request, "groups/topic.html", pages.topic(request, row))


@signed_in
def topic_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.TOPIC, key, slug)


@signed_in
def demand_act(request: Request, key: int, slug: str) -> HttpResponse:
    return act(request, kinds.DEMAND, key, slug)
