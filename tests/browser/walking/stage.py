"""What every scene of the walk shares: the day, the people, the regulation and the marks."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from marshrut.norms.conditions import Condition
from marshrut.norms.findings import Force
from marshrut.norms.making import Deliverable
from marshrut.norms.parse import parse
from marshrut.norms.rules import Rules
from marshrut.regulations.files import read
from marshrut.routes.kinds import MADE_BY_DEED, deliverables
from tests.browser.hand import Hand, Slip
from tests.browser.marks import Marks
from tests.browser.site import Site

# Names of the places and people of the walk; all invented.
DISTRICT, CENTRE = "Привольный округ", "Методический центр"
SCHOOL, SMALL_SCHOOL = "Сосновская СОШ", "Заречная ООШ"


@dataclass
class Stage:
    """People come in when they are first asked for, each with a browser of their own."""

    file: Path
    site: Site
    arrive: Callable[..., Hand]
    rules: Rules
    marks: Marks
    today: date = date(2026, 9, 1)
    hands: dict[str, Hand] = field(default_factory=dict)
    slips: dict[str, Slip] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)

    def on(self, day: date) -> None:
        """The next scene plays on this day; time itself may change marks."""
        self.today = day
        self.site.stands_on(day)
        if self.marks.known:
            self.done(f"{day:%d.%m.%Y} comes")

    def person(self, name: str, *, phone: bool = False) -> Hand:
        """Somebody at their own browser; the first time they come in by their slip."""
        if name not in self.hands:
            self.hands[name] = self.arrive(phone=phone).sign_in_by_slip(self.slips[name])
        return self.hands[name]

    def done(self, step: str) -> None:
        """A step is over: the marks that it changed are those that were foretold."""
        self.marks.after(step, self.today)

    def passed(self) -> int:
        """How many times a stage was passed so far."""
        return sum("is passed" in step for step in self.marks.steps) + 1

    def cites(self, deed: str, products: Collection[str] = ()) -> list[str]:
        """How the clauses that guard a deed are cited; of deliverables those that ask for these."""
        return [
            clause.cite
            for clause, norm in self.rules.norms()
            if norm.guard == deed
            and norm.force is Force.HARD
            and (not products or set(products) & set(getattr(norm, "deliverable", ())))
        ]

    @property
    def stages(self) -> list[str]:
        """Keys of the stages of a case, in their order."""
        asked = self.rules.stages("case")
        return [one.key for one in asked.items] if asked else []

    def products(self, how: str, at: str = "") -> list[Deliverable]:
        """What a route must have at a stage or at closing and is made by hand."""
        return [
            norm
            for norm in deliverables(self.rules)
            if norm.for_ == "route"
            and (norm.due.how, norm.due.at) == (how, at)
            and not set(norm.deliverable) <= MADE_BY_DEED
        ]

    def cite_of_tutors(self) -> str:
        """The clause that says who may be a tutor."""
        return next(
            clause.cite
            for clause, norm in self.rules.norms()
            if isinstance(norm, Condition) and norm.condition == "tutor"
        )


def open_stage(file: Path, site: Site, arrive: Callable[..., Hand]) -> Stage:
    rules = parse(read(file).content)
    stage = Stage(file, site, arrive, rules, Marks(rules.regulation))
    stage.on(stage.today)
    return stage


def day(month: int, number: int) -> date:
    """A day of the school year 2026/27."""
    return date(2026 if month >= 9 else 2027, month, number)


def read_slips(hand: Hand) -> dict[str, Slip]:
    """What is printed on the sheet in front of one, by surname."""
    found = {}
    for slip in hand.page.query_selector_all(".slip"):
        name = slip.query_selector("b")
        login, code = (one.inner_text() for one in slip.query_selector_all(".secret"))
        assert name
        surname = name.inner_text().split()[0]
        found[surname] = Slip(surname, login, code)
    return found
