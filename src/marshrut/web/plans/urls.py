"""Addresses of plans."""

from __future__ import annotations

from django.urls import path

from marshrut.web.plans import views

urlpatterns = [
    path("<int:key>/", views.plans, name="plans"),
    path("<int:key>/units/<int:unit>/", views.plan, name="plan"),
    path("<int:key>/units/<int:unit>/new/", views.new, name="plan_line_new"),
    path("lines/<int:key>/", views.line, name="plan_line"),
    path("lines/<int:key>/<slug:slug>/", views.line_act, name="plan_line_act"),
]
