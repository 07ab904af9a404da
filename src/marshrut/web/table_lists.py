"""The lists from which tables are put together, by the names of their pages.

The names are kept in saved tables: a page that is renamed keeps its old name here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LISTS: Mapping[str, Promise] = {
    "people": _("Teachers"),
    "not_signed_in": _("Who has not signed in yet"),
    "lists": _("Upload lists of teachers"),
    "programme_past": _("What already happened"),
    "tutors": _("Those who support"),
    "tutees": _("Those who are supported"),
    "projects": _("Projects"),
    "waivers": _("Exceptions"),
    "programmes": _("Programmes"),
    "supported": _("Schools"),
    "reminders": _("Reminders"),
    "routes": _("Routes"),
    "own_products": _("Materials"),
    "activities": _("Activities"),
    "consultations": _("Consultations"),
    "visits": _("Visits"),
    "requests": _("Requests"),
    "recommendations": _("Recommendations"),
    "opinions": _("Opinions"),
    "orders": _("Orders"),
    "orders_table": _("Orders in one table"),
    "regulations": _("Rows behind a clause"),
    "regulation_schools": _("Organisations by the regulation"),
    "regulation_versions": _("Versions of the regulation"),
    "acts": _("Normative acts"),
    "regulation_acknowledgements": _("Acknowledgements"),
    "brief_list": _("Rows of a brief"),
    "community_members": _("Members of a community"),
    "groups": _("Groups"),
    "topics": _("Topics"),
    "applications": _("Applications of organisations and teachers"),
    "communities": _("Communities"),
    "community_plan": _("Plan and results of a community"),
    "community_documents": _("Documents of a community"),
    "community_duties": _("Duties of a community"),
    "users": _("Users and offices"),
    "deeds_journal": _("Journal"),
    "units": _("Territory"),
    "calendars": _("Calendar"),
    "personal": _("Requests on personal data"),
    "personal_consents": _("Consents"),
    "personal_people": _("Consents of an organisation"),
    "personal_looks": _("Who looked at whom"),
    "personal_terms": _("Terms of keeping"),
    "notices": _("Notices"),
}
