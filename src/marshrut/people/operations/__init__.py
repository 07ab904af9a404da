"""Deeds on people, their work, offices and accounts."""

from marshrut.people.operations.accounts import (
    block_account,
    choose_language,
    issue_slip,
    issue_slips,
    open_account,
    reset_by_school,
    unblock_account,
    use_slip,
)
from marshrut.people.operations.intake import employ_many
from marshrut.people.operations.offices import (
    admit,
    end_office,
    entrust_office,
    grant_office,
)
from marshrut.people.operations.paper import object_to, settle_objection
from marshrut.people.operations.persons import (
    add_education,
    add_experience,
    add_person,
    add_training,
    edit_contacts,
    edit_person,
    remove_education,
    remove_experience,
    remove_training,
)
from marshrut.people.operations.staff import correct_job, dismiss, employ, recognise_post

__all__ = [
    "add_education",
    "add_experience",
    "add_person",
    "add_training",
    "admit",
    "block_account",
    "choose_language",
    "correct_job",
    "dismiss",
    "edit_contacts",
    "edit_person",
    "employ",
    "employ_many",
    "end_office",
    "entrust_office",
    "grant_office",
    "issue_slip",
    "issue_slips",
    "object_to",
    "open_account",
    "recognise_post",
    "remove_education",
    "remove_experience",
    "remove_training",
    "reset_by_school",
    "settle_objection",
    "unblock_account",
    "use_slip",
]
