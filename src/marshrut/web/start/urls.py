"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.start.views import steps

urlpatterns = [
    path("", steps.start, name="start"),
    path("who/", steps.who, name="start_who"),
]
