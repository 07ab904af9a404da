"""Addresses of the section."""

from django.urls import path

from marshrut.web.activities import advice, calendar, consultations, requests, visits

urlpatterns = [
    path("", calendar.calendar, name="activities"),
    path("consultations/", consultations.consultations, name="consultations"),
    path("consultations/new/", consultations.consultation_new, name="consultation_new"),
    path("consultations/journal/", consultations.printed, name="consultations_print"),
    path("consultations/<int:key>/", consultations.consultation, name="consultation"),
    path(
        "consultations/<int:key>/<slug:slug>/",
        consultations.consultation_act,
        name="consultation_act",
    ),
    path(
        "attendances/<int:key>/<slug:slug>/",
        consultations.attendance_act,
        name="attendance_act",
    ),
    path("visits/", visits.visits, name="visits"),
    path("visits/new/", visits.visit_new, name="visit_new"),
    path("visits/<int:key>/", visits.visit, name="visit"),
    path("visits/<int:key>/sheet/", visits.visit_print, name="visit_print"),
    path("visits/<int:key>/<slug:slug>/", visits.visit_act, name="visit_act"),
    path("requests/", requests.requests, name="requests"),
    path("requests/new/", requests.request_new, name="request_new"),
    path("requests/colleague/", requests.colleague_new, name="colleague_new"),
    path("requests/<int:key>/", requests.request_page, name="request"),
    path("requests/<int:key>/<slug:slug>/", requests.request_act, name="request_act"),
    path("recommendations/", advice.recommendations, name="recommendations"),
    path("recommendations/new/", advice.recommendation_new, name="recommendation_new"),
    path("recommendations/<int:key>/", advice.recommendation, name="recommendation"),
    path(
        "recommendations/<int:key>/<slug:slug>/",
        advice.recommendation_act,
        name="recommendation_act",
    ),
    path("opinions/", advice.opinions, name="opinions"),
    path("opinions/new/", advice.opinion_new, name="opinion_new"),
    path("opinions/<int:key>/", advice.opinion, name="opinion"),
    path("opinions/<int:key>/<slug:slug>/", advice.opinion_act, name="opinion_act"),
]
