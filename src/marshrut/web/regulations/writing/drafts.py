"""A draft as the pages of writing show it: what is settled, what waits, what lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.norms.parse import read_through
from marshrut.norms.readers import Mistake
from marshrut.norms.rules import Rules
from marshrut.people.reach import Reach
from marshrut.regulations import access
from marshrut.regulations.comparing import clauses_of
from marshrut.regulations.files import Document
from marshrut.regulations.mistakes import reason
from marshrut.regulations.proposing import Proposal, memory, propose
from marshrut.regulations.queries import last_step, mistakes_of, rules_of
from marshrut.web.norm_words import clause_lines
from marshrut.web.programme_words import spoken
from marshrut.web.regulations.lines import number_of
from marshrut.web.verbs import verb_name

# How a clause of a draft stands, and the mark that says it.
MARKS = {"asked": "met", "plain": "say", "leads": "say", "lacks": "breach", "waits": "yet"}
STANDS = {
    "asked": _p("clause of a draft", "something is checked"),
    "plain": _p("clause of a draft", "without a check"),
    "leads": _p("clause of a draft", "introduces a list"),
    "lacks": _p("clause of a draft", "something is lacking"),
    "waits": _p("clause of a draft", "not looked at yet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A clause of a draft."""

    key: str
    cite: str
    number: str
    gist: str
    part: str
    stand: str
    href: str

    @property
    def mark(self) -> str:
        return MARKS[self.stand]

    @property
    def said(self) -> str:
        return str(STANDS[self.stand])


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many clauses are settled; one that only introduces a list is not counted."""

    done: int
    of: int
    asked: int

    @property
    def whole(self) -> bool:
        return self.done == self.of

    @property
    def plain(self) -> int:
        return self.done - self.asked


class Draft:
    """A draft read for a page."""

    def __init__(self, row: Any) -> None:
        self.row = row
        self.document: dict[str, Any] = row.document
        self.mistakes = mistakes_of(row)
        self.items = self._items()

    def _items(self) -> list[Item]:
        clauses = list(clauses_of(self.document).values())
        lead = leading(clauses)
        lacking = {place[:4] for place in (one.path for one in self.mistakes)}
        found = []
        for index, part in enumerate(self.document["parts"]):
            for place, clause in enumerate(part["clauses"]):
                key = clause["key"]
                if ("parts", index, "clauses", place) in lacking:
                    stand = "lacks"
                elif clause.get("norms"):
                    stand = "asked"
                elif key in lead:
                    stand = "leads"
                else:
                    settled = key in self.row.decided or not clause.get("text")
                    stand = "plain" if settled else "waits"
                found.append(
                    Item(
                        key=key,
                        cite=spoken(clause["cite"], clause.get("cite_en", "")),
                        number=number_of(key) or clause["cite"],
                        gist=clause["gist"],
                        part=part["title"],
                        stand=stand,
                        href=f"{reverse('regulation_writing', args=[self.row.pk])}?clause={key}",
                    )
                )
        return found

    @property
    def progress(self) -> Progress:
        counted = [one for one in self.items if one.stand != "leads"]
        return Progress(
            done=sum(one.stand != "waits" for one in counted),
            of=len(counted),
            asked=sum(one.stand in {"asked", "lacks"} for one in counted),
        )

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.items]

    def waiting(self, after: str = "") -> str:
        """The next clause that waits, from this one on and then from the beginning."""
        start = self.keys.index(after) + 1 if after in self.keys else 0
        turned = self.items[start:] + self.items[:start]
        return next((one.key for one in turned if one.stand == "waits"), "")

    def clause(self, key: str) -> dict[str, Any] | None:
        return clauses_of(self.document).get(key)

    def part_of(self, key: str) -> int:
        """The place of the part in which this clause stands."""
        parts = self.document["parts"]
        return next(
            at for at, part in enumerate(parts) if any(c["key"] == key for c in part["clauses"])
        )

    def proposal(self, key: str) -> Proposal:
        """What is proposed for a clause; nothing for one that only introduces a list."""
        clause = self.clause(key)
        lead = leading(list(clauses_of(self.document).values()))
        if clause is None or key in lead:
            return Proposal()
        above = self.clause(key.rpartition(".")[0]) if key.rpartition(".")[0] in lead else None
        return propose(clause.get("text") or clause["gist"], memory(), text_of(above))

    @property
    def lacking(self) -> list[dict[str, str]]:
        """What must still be mended before the draft can be approved, by clause."""
        shown = Document(self.document, {})
        return [_lack(one, shown, self.document, self.row.pk) for one in self.mistakes]

    @property
    def undo(self) -> dict[str, Any] | None:
        """The last change and how it is called."""
        step = last_step(self.row)
        if step is None:
            return None
        item = next((one for one in self.items if one.key == step.clause), None)
        said = ": ".join(filter(None, (item.cite if item else step.clause, verb_name(step.verb))))
        return {"step": step.pk, "said": said, "clause": step.clause}

    @property
    def stages(self) -> dict[str, str]:
        """Names of the stages that the draft has, by key."""
        found = rules_of(self.row).stages()
        return {stage.key: stage.word for stage in found.items} if found else {}


def newest_draft(reach: Reach, unit: Any) -> Any:
    """The draft that was begun last in this unit."""
    drafts = access.versions(reach).filter(status="draft", regulation__unit=unit)
    return drafts.order_by("-pk").first()


def leading(clauses: Sequence[Mapping[str, Any]]) -> set[str]:
    """Keys of clauses that only introduce the list of clauses below them."""
    return {
        clause["key"]
        for clause, below in pairwise(clauses)
        if clause.get("text", "").endswith(":")
        and below["key"].startswith(f"{clause['key']}.")
        and not clause.get("norms")
    }


def text_of(clause: Mapping[str, Any] | None) -> str:
    return str((clause or {}).get("text", ""))


def lines_of(norms: Sequence[Mapping[str, Any]], rules: Rules) -> list[str]:
    """Norms of a document as sentences in the words of the draft."""
    clause = {"key": "x", "cite": "x", "gist": "x", "norms": [dict(norm) for norm in norms]}
    part = {"title": "x", "clauses": [clause]}
    found, _mistakes = read_through({"regulation": "x", "title": "x", "parts": [part]})
    return clause_lines(found.clauses[0].norms, rules)


def marked(text: str, proposal: Proposal) -> list[tuple[str, bool]]:
    """The text in pieces: a number that was found, or words between."""
    found, at = [], 0
    for number in proposal.numbers:
        found += [(text[at : number.start], False), (text[number.start : number.end], True)]
        at = number.end
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]


def _lack(
    one: Mistake, shown: Document, document: Mapping[str, Any], version: int
) -> dict[str, str]:
    cite = shown.clause(one.path)
    href = ""
    if cite:
        clause = document["parts"][one.path[1]]["clauses"][one.path[3]]
        href = reverse("regulation_written", args=[version, clause["key"]])
    return {
        "cite": cite or _("Head of the draft"),
        "said": reason(one.code, one.value),
        "href": href,
    }
