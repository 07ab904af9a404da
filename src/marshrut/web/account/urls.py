"""Addresses of the account: the parts of allauth that are used, and our own pages."""

from __future__ import annotations

from allauth.account import views as allauth
from django.conf import settings
from django.urls import include, path, re_path

from marshrut.web.account import drafts, entrance, moving, privacy, profile

urlpatterns = [
    path("", profile.profile, name="profile"),
    path("contacts/", profile.contacts, name="profile_contacts"),
    path("language/", profile.language, name="profile_language"),
    path("consents/", privacy.consents, name="consents"),
    path("consents/<slug:purpose>/", privacy.consent, name="consent"),
    path("data/", privacy.my_data, name="my_data"),
    path("data/export/", privacy.export_ask, name="export_ask"),
    path("data/take/", privacy.export_take, name="export_take"),
    path("data/ask/", privacy.data_ask, name="data_ask"),
    path("paper/", profile.paper_records, name="paper_records"),
    path("paper/<int:key>/object/", profile.object_to, name="paper_object"),
    path("paper/<int:key>/settle/", profile.settle, name="paper_settle"),
    path("drafts/", drafts.save, name="draft_save"),
    path("slip/", entrance.slip, name="slip"),
    path("login/", entrance.sign_in, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("signup/", entrance.closed, name="account_signup"),
    path("reauthenticate/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

if settings.DEMONSTRATION:
    urlpatterns += [
        path("demonstration/", entrance.demonstration_personas, name="demonstration_personas"),
        path("demonstration/in/", entrance.demonstration_sign_in, name="demonstration_sign_in"),
        path("demonstration/day/", moving.demonstration_move, name="demonstration_move"),
    ]
