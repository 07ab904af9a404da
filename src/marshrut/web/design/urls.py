"""Addresses of the living page; only in development and in the demonstration."""

from django.urls import path

from marshrut.web.design import views

app_name = "design"
urlpatterns = [
    path("", views.components, name="components"),
    path("paper/", views.paper, name="paper"),
    path("form/", views.form_page, name="form"),
]
