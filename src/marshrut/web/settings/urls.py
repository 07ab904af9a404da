"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.settings.views import flags, journal, personal, state, territory, users

urlpatterns = [
    path("", territory.settings, name="settings"),
    path("units/", territory.units, name="units"),
    path("units/new/", territory.unit_new, name="unit_new"),
    path("units/<int:key>/", territory.unit_edit, name="unit_edit"),
    path("units/<int:key>/flags/", flags.flags, name="unit_flags"),
    path("units/<int:key>/flags/<int:flag>/end/", flags.end, name="flag_end"),
    path("calendars/", territory.calendars, name="calendars"),
    path("calendars/<int:key>/", territory.calendar, name="unit_calendar"),
    path("local/", territory.local_settings, name="locals"),
    path("users/", users.users, name="users"),
    path("users/new/", users.admit, name="user_new"),
    path("users/<int:key>/", users.user, name="user_card"),
    path("users/<int:key>/office/", users.office_new, name="office_new"),
    path("users/<int:key>/account/", users.account_open, name="account_open"),
    path("users/<int:key>/account/switch/", users.account_switch, name="account_switch"),
    path("offices/<int:key>/end/", users.office_end, name="office_end"),
    path("offices/<int:key>/acting/", users.office_entrust, name="office_entrust"),
    path("personal/", personal.requests, name="personal"),
    path("personal/asked/<int:key>/", personal.one_request, name="personal_request"),
    path("personal/consents/", personal.consents, name="personal_consents"),
    path("personal/units/<int:key>/", personal.consents_of, name="personal_people"),
    path("personal/people/<int:key>/<slug:purpose>/", personal.consent_enter, name="consent_enter"),
    path("personal/texts/", personal.texts, name="personal_texts"),
    path("personal/texts/<slug:purpose>/", personal.text_edit, name="personal_text"),
    path("personal/looks/", personal.looks, name="personal_looks"),
    path("personal/terms/", personal.term_table, name="personal_terms"),
    path("personal/terms/<slug:kind>/", personal.term_edit, name="personal_term"),
    path("journal/", journal.journal, name="deeds_journal"),
    path("state/", state.state, name="state"),
    path("state/copy/", state.copy_order, name="copy_order"),
]
