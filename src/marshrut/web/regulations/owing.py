"""What the regulation asks of the reader, as lines of «Что ждёт вас»."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from marshrut.norms.assessing import kind_of
from marshrut.oversight.owed import Owed
from marshrut.web.findings import finding_line
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import Around
from marshrut.web.regulations.links import link_of

ANSWERS = {
    "request_information": gettext_lazy("answer a request for information"),
    "request_recommendation": gettext_lazy("tell what became of a recommendation"),
    "request_visit": gettext_lazy("answer a proposed visit"),
}


def waits_of(rows: Iterable[Owed], around: Around) -> list[dict[str, Any]]:
    """For `parts/waits.html`."""
    return [
        {
            "title": _title(one, around),
            "href": link_of(kind_of(one.judged), one.key, one.programme) or f"#c-{one.clause}",
            "due": one.due,
            "clause": spoken(one.cite, one.cite_en),
            "local": one.local,
            "state": one.state,
        }
        for one in rows
    ]


def _title(one: Owed, around: Around) -> str:
    kind = kind_of(one.judged)
    said = finding_line(one.judged, around.today, due=False)
    if one.code == "answer" and kind in ANSWERS:
        said = str(ANSWERS[kind])
    if around.own and one.who in {"tutee", "staff"}:
        return said[:1].upper() + said[1:]
    return f"{one.label}: {said}"
