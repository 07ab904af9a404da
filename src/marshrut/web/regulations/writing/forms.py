"""Forms of writing a draft that are about all of it: its parts, head, words, file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import pgettext_lazy as _p

from marshrut.norms.parse import HEAD
from marshrut.norms.vocabulary import CASES, Term
from marshrut.regulations.files import written
from marshrut.web.deeds import DeedForm
from marshrut.web.regulations.forms import document_in
from marshrut.web.regulations.writing.fields import LinesField, NameField, NamesField
from marshrut.web.regulations.writing.naming import name_of


class PartForm(DeedForm):
    """The title of a part."""

    part = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    title = forms.CharField(label=gettext_lazy("Title of the part"), max_length=300, required=False)


ISSUERS = {
    "methodical_centre": _p("issuer", "methodical centre"),
    "department": _p("issuer", "education department"),
    "school": _p("issuer", "school"),
    "region": _p("issuer", "region"),
}
PERIODS = {
    "school_year": _p("period", "school year"),
    "calendar_year": _p("period", "calendar year"),
    "june_june": _p("period", "from June to June"),
}


class HeadForm(DeedForm):
    """What stands before the clauses."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=255)
    title_en = forms.CharField(
        label=gettext_lazy("Title in English"), max_length=255, required=False
    )
    issuer = forms.ChoiceField(label=gettext_lazy("Who approves it"))
    period = forms.ChoiceField(label=gettext_lazy("A programme lasts"))
    uses = NamesField(
        topic="uses",
        label=gettext_lazy("What the menu and the forms show"),
        required=False,
    )
    waivers_by = NameField(topic="who", label=gettext_lazy("Who decides on exceptions"))

    def __init__(self, *args: Any, document: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in (("issuer", ISSUERS), ("period", PERIODS)):
            reader = HEAD[name]
            found = [(code, labels.get(code, code)) for code in reader.allowed]
            self.fields[name].choices = found  # type: ignore[attr-defined]
        usual = {"issuer": "department", "period": "school_year"}
        usual |= {"waivers_by": "municipal_coordinator"}
        for code, known in document.get("posts", {}).items():
            self.fields[f"post-{code}"] = LinesField(
                label=_("Posts: %(name)s") % {"name": name_of("post", code)}, required=False
            )
            self.initial[f"post-{code}"] = known
        self.fields["new_post"] = NameField(
            topic="post", label=_("One more class of posts"), required=False
        )
        self.fields["new_names"] = LinesField(
            label=_("How orders write these posts, one a line"), required=False
        )
        self.initial = {**usual, **dict(document), **self.initial}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("new_post") and not given.get("new_names"):
            self.add_error("new_names", _("Write at least one post."))
        return given

    @property
    def head_fields(self) -> list[Any]:
        return [one for one in self.visible_fields() if not _of_posts(one.name)]

    @property
    def post_fields(self) -> list[Any]:
        return [one for one in self.visible_fields() if _of_posts(one.name)]

    @property
    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        named = {
            n.removeprefix("post-"): v for n, v in given.items() if n.startswith("post-") and v
        }
        if given["new_post"]:
            named[given["new_post"]] = given["new_names"]
        names = ("title", "title_en", "issuer", "period", "waivers_by")
        head: dict[str, Any] = {name: given[name] for name in names}
        if not head["title_en"]:
            del head["title_en"]
        head |= {"posts": named}
        if given["uses"]:
            head["uses"] = given["uses"]
        return {"head": head, "row_version": given.get("row_version")}


def _of_posts(name: str) -> bool:
    return name.startswith(("post-", "new_"))


CASE_NAMES = {
    "nom": _p("case", "who, what"),
    "gen": _p("case", "of whom, of what"),
    "dat": _p("case", "to whom, to what"),
    "acc": _p("case", "whom, what"),
    "ins": _p("case", "with whom, with what"),
    "pre": _p("case", "about whom, about what"),
}
GENDERS = {
    "m": _p("gender", "masculine"),
    "f": _p("gender", "feminine"),
    "n": _p("gender", "neuter"),
}


class WordForm(DeedForm):
    """A local word in six cases of both numbers; what is proposed is confirmed by saving."""

    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=list(GENDERS.items()))
    en_one = forms.CharField(label=gettext_lazy("In English, one"), max_length=80, required=False)
    en_many = forms.CharField(label=gettext_lazy("In English, many"), max_length=80, required=False)

    def __init__(self, *args: Any, known: Term | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in ("one", "many"):
            for at, case in enumerate(CASES):
                field = forms.CharField(label=str(CASE_NAMES[case]), max_length=120)
                self.fields[f"{number}-{case}"] = field
                if known is not None:
                    self.initial.setdefault(f"{number}-{case}", getattr(known, number)[at])
        if known is not None:
            en = known.en or ("", "")
            usual = {"gender": known.gender, "en_one": en[0], "en_many": en[1]}
            self.initial = {**usual, **self.initial}

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [
            {"name": CASE_NAMES[case], "one": self[f"one-{case}"], "many": self[f"many-{case}"]}
            for case in CASES
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("en_one")) != bool(given.get("en_many")):
            self.add_error("en_many", _("Both English words, or none."))
        return given

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        forms_: dict[str, Any] = {"gender": given["gender"]}
        for number in ("one", "many"):
            forms_[number] = [given[f"{number}-{case}"] for case in CASES]
        if given["en_one"]:
            forms_["en"] = [given["en_one"], given["en_many"]]
        return {"forms": forms_, "row_version": given.get("row_version")}


class FileText(DeedForm):
    """The whole regulation file as a text."""

    document = forms.CharField(
        label=gettext_lazy("Regulation file"),
        strip=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"class": "long code-text", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, kept: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].widget.attrs.pop("maxlength", None)
        self.initial.setdefault("document", written(kept))

    def clean_document(self) -> dict[str, object]:
        return document_in(self.cleaned_data["document"])
