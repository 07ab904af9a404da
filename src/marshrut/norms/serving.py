"""What a regulation holds on request: forms of work for which an organisation may ask."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from marshrut.norms.conditions import Condition
from marshrut.norms.kinds import Among, Audience, Basis, HeldAs
from marshrut.norms.rules import Rules
from marshrut.norms.sheets import Held

REQUEST = "request"


def forms_on_request(rules: Rules) -> tuple[str, ...]:
    """Forms of activities of which a clause says that they are held at a request, in its order."""
    return tuple(dict.fromkeys(_forms(rules)))


def _forms(rules: Rules) -> Iterator[str]:
    for _, norm in rules.norms():
        if isinstance(norm, Condition) and norm.about is Held and _asks(norm):
            yield from _words(norm, HeldAs)


def unkept(rules: Rules, kept: Collection[str]) -> list[Held]:
    """For each condition on activities of forms that nobody keeps, one that stands for them."""
    return [
        Held(
            key=-number,
            form=forms[0],
            audience=next(iter(_words(norm, Audience)), ""),
            passed=frozenset({norm.guards}),
            known=False,
        )
        for number, (_, norm) in enumerate(rules.norms())
        if isinstance(norm, Condition) and norm.about is Held
        if (forms := _words(norm, HeldAs)) and not set(forms) & set(kept)
    ]


def _words(norm: Condition, of: type[Among]) -> list[str]:
    """The words by which ``when`` narrows the condition in this way."""
    return [word for kind in norm.when if isinstance(kind, of) for word in kind.words]


def _asks(norm: Condition) -> bool:
    return any(isinstance(kind, Basis) and REQUEST in kind.words for kind in norm.all + norm.any)
