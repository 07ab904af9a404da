"""Forms of products: a field for each part of the kind, figures before and after, a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from marshrut.people.reach import Reach
from marshrut.routes.kinds import ProductKind
from marshrut.routes.models import Product, Route
from marshrut.web.fields import DateField, who_sees, widths
from marshrut.web.paper import PaperForm
from marshrut.web.routes.forms import Part, UploadField
from marshrut.web.routes.texts import product_prompt

MEASURES = range(4)


class ProductForm(PaperForm):
    """Content by parts; any of them may stay empty, and a file may say it all."""

    title = forms.CharField(label=_("Title"), max_length=255, required=False)
    took_place = DateField(label=_("Date"))
    received = UploadField(label=_("File, if it is written elsewhere"))

    def __init__(
        self,
        *args: Any,
        kind: ProductKind,
        row: Product | None,
        reach: Reach,
        seen_by: str,
        on_behalf: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*args, reach=reach, on_behalf=on_behalf, **options)
        self.kind = kind
        content = row.content if row else {}
        self._parts(content, seen_by)
        if kind.measured:
            self._measures(content.get("measures", []))
        self.initial.setdefault("took_place", row.happened_on if row else reach.on)
        self.fields["took_place"].widget.attrs["max"] = reach.on.isoformat()
        if kind.of == "route":
            del self.fields["title"]
        elif row is not None:
            self.initial.setdefault("title", row.title)
        if row is None:
            del self.fields["row_version"]
        else:
            self.initial.setdefault("row_version", row.row_version)
            self.fields["row_version"].required = True
        self.order_fields(["title", "took_place", *self.kind.parts])

    def _parts(self, content: dict[str, Any], seen_by: str) -> None:
        for part in self.kind.parts:
            prompt = product_prompt(part)
            self.fields[part] = Part(label=prompt.title, help_text=prompt.question)
            self.initial.setdefault(part, content.get(part))
        who_sees(self, **dict.fromkeys(self.kind.parts, seen_by))

    def _measures(self, known: list[dict[str, Any]]) -> None:
        """Rows «показатель — было — стало»; an empty name leaves the row out."""
        for place in MEASURES:
            row = known[place] if place < len(known) else {}
            for name, label in (
                ("name", _("What is measured")),
                ("before", _("Before, %")),
                ("after", _("After, %")),
            ):
                key = f"measure_{place}_{name}"
                if name == "name":
                    self.fields[key] = forms.CharField(label=label, max_length=60, required=False)
                else:
                    self.fields[key] = forms.IntegerField(
                        label=label, min_value=0, max_value=100, required=False
                    )
                self.initial.setdefault(key, row.get(name))
                if name != "name":
                    widths(self, **{key: "short"})

    def measure_rows(self) -> list[list[forms.BoundField]]:
        """Fields of the figures, row by row, for the template."""
        if not self.kind.measured:
            return []
        names = ("name", "before", "after")
        return [[self[f"measure_{place}_{name}"] for name in names] for place in MEASURES]

    def plain_fields(self) -> list[forms.BoundField]:
        """All other visible fields in their order."""
        return [one for one in self.visible_fields() if not one.name.startswith("measure_")]

    @property
    def values(self) -> dict[str, Any]:
        given = super().values
        content: dict[str, Any] = {part: given.pop(part) for part in self.kind.parts}
        if self.kind.measured:
            content["measures"] = self._measured(given)
        return given | {"content": content, "happened_on": given.pop("took_place")}

    def _measured(self, given: dict[str, Any]) -> list[dict[str, Any]]:
        rows = [
            {name: given.pop(f"measure_{place}_{name}") for name in ("name", "before", "after")}
            for place in MEASURES
        ]
        return [row for row in rows if row["name"]]


class OwnProductForm(ProductForm):
    """A tutor's own product, perhaps drafted together with a tutee."""

    together: Any = forms.ModelChoiceField(
        queryset=None, label=_("Drafted together with"), required=False, empty_label=_("alone")
    )

    def __init__(self, *args: Any, routes: QuerySet[Route], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["together"]
        field.queryset = routes
        field.label_from_instance = lambda row: str(row.enrolment.person)
