"""Logins proposed from names, and the codes of sign-in slips: pure values."""

from __future__ import annotations

import secrets
from collections.abc import Collection

# The common transliteration of names in school records, without signs that a keyboard hides.
LATIN = dict(
    zip(
        "абвгдеёзийклмнопрстуфхыэ",
        "abvgdeeziyklmnoprstufhye",
        strict=True,
    )
) | {
    "ж": "zh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
}
SHORTEST = 3
# Without I, L, O and Q, which a printed sheet makes doubtful.
LETTERS = "ABCDEFGHJKMNPRSTUVWXYZ"
LENGTH = 8
# The same shapes typed with a Russian keyboard.
LOOKALIKES = str.maketrans("АВЕКМНРСТУХЗ", "ABEKMHPCTYXZ")


def transliterated(name: str) -> str:
    """Latin letters and digits only: «Левандовская-Сыч» is "levandovskayasych"."""
    letters = (LATIN.get(sign, sign) for sign in name.lower())
    return "".join(sign for sign in "".join(letters) if sign.isascii() and sign.isalnum())


def proposed(surname: str, given: str, patronymic: str, taken: Collection[str]) -> str:
    """The shortest free login: the surname, then with initials, then with a number."""
    base = transliterated(surname) or "user"
    initials = transliterated(given)[:1] + transliterated(patronymic)[:1]
    candidates = [base, f"{base}.{initials}"] if initials else [base]
    for login in candidates:
        if len(login) >= SHORTEST and login not in taken:
            return login
    number = 2
    while (login := f"{candidates[-1]}{number}") in taken or len(login) < SHORTEST:
        number += 1
    return login


def new_code() -> str:
    """A one-time code of eight letters, in two halves for the eye."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return f"{letters[: LENGTH // 2]}-{letters[LENGTH // 2 :]}"


def plain_code(typed: str) -> str:
    """A code as it is compared: no spaces and dashes, one case, Russian lookalikes as Latin."""
    letters = typed.upper().translate(LOOKALIKES)
    return "".join(sign for sign in letters if sign.isalnum())
