"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.papers.views import deeds, orders, table

urlpatterns = [
    path("", orders.orders, name="orders"),
    path("new/", orders.order_new, name="order_new"),
    path("enter/", orders.order_enter, name="order_enter"),
    path("table/", table.table, name="orders_table"),
    path("<int:key>/", orders.order, name="order"),
    path("<int:key>/print/", orders.order_print, name="order_print"),
    path("<int:key>/edit/", orders.order_edit, name="order_edit"),
    path("<int:key>/register/", deeds.register, name="order_register"),
    path("<int:key>/sign/", deeds.sign, name="order_sign"),
    path("<int:key>/acquaint/", deeds.acquaint, name="order_acquaint"),
    path("<int:key>/acquaint/me/", deeds.acquaint_me, name="order_acquaint_me"),
    path("<int:key>/control/", deeds.control, name="order_control"),
    path("<int:key>/cancel/", deeds.cancel, name="order_cancel"),
    path("<int:key>/drop/", deeds.drop, name="order_drop"),
]
