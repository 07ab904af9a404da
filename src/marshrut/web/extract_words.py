"""Sentences about what people take out of the system."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXTRACT_WRONG: dict[str, Promise] = {
    "exported_already": _("There is a full export of this unit already: delete it first."),
    "no_columns": _("Choose at least one column."),
    "table_name_taken": _("You have a table of this name already."),
    "too_many_tables": _("You have %(limit)s tables already: delete one that is not needed."),
}
