"""The menu: which sections a reader sees, seven on a desk, four and «Ещё» on a phone."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ON_PHONE, ON_DESK = 4, 7

COORDINATORS = frozenset({"municipal_coordinator", "regional_coordinator"})
SCHOOL = frozenset({"head", "responsible"})
GUIDES = frozenset({"municipal_coordinator", "administrator"})
KEEPERS = COORDINATORS | SCHOOL | {"administrator", "data_officer"}
# Whose office has nothing to do with support: these sections would stand empty.
ASIDE = frozenset({"data_officer", "publisher"})
OVERSEERS = COORDINATORS | SCHOOL | {"inspector"}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the site: the first segment of its addresses, and the offices that see it."""

    name: str
    title: Promise
    icon: str
    offices: frozenset[str] = frozenset()
    not_for: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()  # other first segments that belong to it
    use: str = ""  # shown where the regulation in force uses it
    unless: str = ""  # and not where it uses this: another section has it then

    @property
    def href(self) -> str:
        return f"/{self.name}/" if self.name else "/"

    def is_for(self, roles: Collection[str]) -> bool:
        """Open to everyone unless offices are named."""
        if self.offices:
            return bool(self.offices & set(roles))
        return not roles or not set(roles) <= self.not_for


# In order of use; the first four stand on a phone.
SECTIONS = (
    Section("", _("My tasks"), "house", not_for=frozenset()),
    Section("regulations", _("Regulation"), "scroll-text"),
    Section("programmes", _("Tutoring"), "users", OVERSEERS, also=("plans",)),
    Section("routes", _("Routes"), "route", not_for=ASIDE | {"regional_coordinator"}),
    Section("activities", _("Activities"), "calendar-days", not_for=ASIDE),
    Section("groups", _("Groups and requests"), "group", not_for=ASIDE, use="groups"),
    Section(
        *("groups/applications", _("Applications"), "group"),
        not_for=ASIDE,
        also=("groups",),
        use="requests",
        unless="groups",
    ),
    Section("diagnostics", _("Diagnostics"), "clipboard-list", not_for=ASIDE),
    Section("reviews", _("Expert reviews"), "file-check"),
    Section("schools", _("Organisations"), "school", OVERSEERS),
    Section("communities", _("Communities"), "messages-square", use="community"),
    Section("library", _("Library"), "book-open"),
    Section("results", _("Pupils' results"), "chart-column", OVERSEERS),
    Section("monitoring", _("Monitoring"), "grid-3x3", OVERSEERS),
    Section("papers", _("Documents"), "files"),
    Section("people", _("Teachers"), "contact", COORDINATORS | SCHOOL),
    Section("start", _("First steps"), "flag", GUIDES),
    Section("settings", _("Settings"), "settings", KEEPERS),
)
# A tutee has no oversight; the own route comes before the text of the regulation.
OWN_ORDER = ("", "routes", "activities", "regulations")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the menu. `wide` stands on a desk only; `rest` is under «Ещё» on a desk too."""

    title: Promise | str
    href: str
    icon: str
    current: str = ""
    wide: bool = False
    rest: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Menu:
    """`shown` on the bar, `more` under «Ещё»; `rest` says that a desk needs «Ещё» as well."""

    shown: list[Item]
    more: list[Item] = field(default_factory=list)

    @property
    def rest(self) -> bool:
        return any(item.rest for item in self.more)

    @property
    def more_holds(self) -> bool:
        """Whether the page's section is one that a desk shows under «Ещё»."""
        return any(item.current and item.rest for item in self.more)


@cache
def exists(href: str) -> bool:
    """Whether this installation has the section at all."""
    try:
        resolve(href)
    except Resolver404:
        return False
    return True


def menu_for(
    *,
    roles: Collection[str],
    path: str,
    waiting: int = 0,
    without: Collection[str] = (),
    uses: Collection[str] = (),
) -> Menu:
    """The menu of a reader with these offices, for the page at this path.

    ``without`` names sections in which there is nothing left to do; ``uses`` is what the
    regulations in force use.
    """
    used = [s for s in SECTIONS if (not s.use or s.use in uses) and s.unless not in uses]
    shown = [section for section in used if section.name not in without]
    sections = [s for s in shown if exists(s.href) and s.is_for(roles)]
    if not OVERSEERS & set(roles):
        own = {name: place for place, name in enumerate(OWN_ORDER)}
        sections.sort(key=lambda section: own.get(section.name, len(own)))
    segment = path.strip("/").split("/")[0]
    items = [
        Item(
            title=_own_title(section, roles),
            href=section.href,
            icon=section.icon,
            current=_current(section, segment, path),
            count=waiting if not section.name else 0,
        )
        for section in sections
    ]
    wide = [replace(item, wide=place >= ON_PHONE) for place, item in enumerate(items[:ON_DESK])]
    more = [replace(item, rest=place >= ON_DESK) for place, item in enumerate(items)][ON_PHONE:]
    return Menu(shown=wide, more=more)


def _current(section: Section, segment: str, path: str) -> str:
    """The value of aria-current: the page itself, or a page inside the section."""
    if segment != section.name and segment not in section.also:
        return ""
    return "page" if path == section.href else "true"


def _own_title(section: Section, roles: Collection[str]) -> Promise | str:
    """Whoever has only a route of their own sees it called so."""
    return _("My route") if section.name == "routes" and not roles else section.title
