"""Addresses of the guides."""

from __future__ import annotations

from django.urls import path

from marshrut.web.help import views

urlpatterns = [
    path("", views.index, name="help"),
    path("<slug:name>/", views.guide, name="help_guide"),
]
