"""What to tell of a deed on a draft of a regulation that its state does not allow."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

DRAFT_WRONG: dict[str, Promise] = {
    "key_taken": gettext_lazy("There is a clause with this number already."),
    "no_such_norm": gettext_lazy("This requirement is not there any more."),
    "nothing_to_undo": gettext_lazy("There is nothing to undo, or something was changed after it."),
    "no_next_clause": gettext_lazy("There is no next clause in this part."),
    "nothing_to_split": gettext_lazy("Something must be left on both sides."),
    "nowhere_to_move": gettext_lazy("There is nowhere further to move it."),
    "part_not_empty": gettext_lazy("There are clauses in this part: move or delete them first."),
}
