"""Forms of the section: shape only, the rules are asked by the deeds."""

from marshrut.web.activities.forms.base import ActForm, NewForm

__all__ = ["ActForm", "NewForm"]
