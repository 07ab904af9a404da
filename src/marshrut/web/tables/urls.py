"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.tables.views import tables

urlpatterns = [
    path("", tables.index, name="tables"),
    path("new/", tables.new, name="table_new"),
    path("<int:key>/", tables.table, name="table"),
    path("<int:key>/change/", tables.change, name="table_change"),
    path("<int:key>/drop/", tables.drop, name="table_drop"),
]
