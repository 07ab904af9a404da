"""Addresses of full exports, a part of the settings."""

from __future__ import annotations

from django.urls import path

from marshrut.web.whole.views import exports

urlpatterns = [
    path("", exports.whole, name="whole"),
    path("<int:key>/take/", exports.take, name="whole_take"),
    path("<int:key>/drop/", exports.drop, name="whole_drop"),
]
