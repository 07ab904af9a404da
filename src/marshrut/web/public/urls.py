"""Addresses that need no sign-in."""

from __future__ import annotations

from django.urls import path

from marshrut.web.public import views

urlpatterns = [
    path("", views.index, name="public"),
    path("regulations/<int:key>/", views.regulation, name="public_regulation"),
    path("regulations/<int:key>/file/", views.signed, name="public_signed"),
]
