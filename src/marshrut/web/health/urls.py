"""The address of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.health import views

urlpatterns = [path("", views.health, name="health")]
