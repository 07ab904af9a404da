"""Addresses of the first page."""

from __future__ import annotations

from django.urls import path

from marshrut.web.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("notices/", views.notices, name="notices"),
    path("notices/read/", views.read_notices, name="notices_read"),
]
