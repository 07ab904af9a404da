"""A label: what a status is called, and the tone that gives it a shape and a colour."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language

from marshrut.web.words import DEFAULT, Words


@dataclass(frozen=True, slots=True)
class Label:
    """What a status is called and how it is drawn."""

    text: "Promise | str"
    tone: str = "say"
    local: tuple[str, str] | None = None  # the term and the case of %(word)s in the text

    def said(self, words: Words = DEFAULT) -> str:
        """The text, with the local word in it where it has one."""
        if self.local is None:
            return str(self.text)
        name, case = self.local
        return str(self.text) % {"word": words.say(name, case, language=get_language() or "ru")}
