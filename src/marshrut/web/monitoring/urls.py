"""Addresses of the section «Мониторинг»."""

from __future__ import annotations

from django.urls import path

from marshrut.web.monitoring.views import brief, matrix

urlpatterns = [
    path("", matrix.index, name="monitoring"),
    path("brief/", brief.brief, name="brief"),
    path("brief/<slug:figure>/", brief.brief_list, name="brief_list"),
    path("matrix/", matrix.matrix, name="matrix"),
    path("matrix/book/", matrix.book, name="matrix_book"),
]
