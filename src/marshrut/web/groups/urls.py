"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.groups.views import applications, forming, groups, sheets, topics

urlpatterns = [
    path("", groups.groups, name="groups"),
    path("programmes/<int:key>/approve/", groups.approve, name="groups_approve"),
    path("topics/", topics.topics, name="topics"),
    path("programmes/<int:key>/form/", forming.form, name="groups_form"),
    path("programmes/<int:key>/leaders/", forming.leaders, name="groups_leaders"),
    path("programmes/<int:key>/roads/", forming.roads, name="groups_roads"),
    path("programmes/<int:key>/roads/<int:unit>/", forming.road, name="groups_road"),
    path("programmes/<int:key>/apart/", forming.apart, name="groups_apart"),
    path("programmes/<int:key>/apart/<int:pair>/", forming.together, name="groups_together"),
    path("leaders/<int:key>/", forming.leader, name="groups_leader"),
    path("formations/<int:key>/", forming.formation, name="formation"),
    path("programmes/<int:key>/topic/", topics.topic_new, name="topic_new"),
    path("topics/<int:key>/", topics.topic, name="topic"),
    path("topics/<int:key>/board/", forming.board, name="topic_board"),
    path("topics/<int:key>/<slug:slug>/", topics.topic_act, name="topic_act"),
    path("demands/<int:key>/<slug:slug>/", topics.demand_act, name="demand_act"),
    path("applications/", applications.applications, name="applications"),
    path("programmes/<int:key>/application/", applications.application_new, name="application_new"),
    path("programmes/<int:key>/request/", applications.service_new, name="service_new"),
    path("programmes/<int:key>/own/", applications.service_own, name="service_own"),
    path("applications/<int:key>/", applications.application, name="application"),
    path("applications/<int:key>/file/", applications.application_file, name="application_file"),
    path(
        "applications/<int:key>/<slug:slug>/", applications.application_act, name="application_act"
    ),
    path("places/<int:key>/<slug:slug>/", groups.place_act, name="place_act"),
    path("linked/<int:key>/<slug:slug>/", groups.external_act, name="group_external_act"),
    path("sessions/<int:key>/", sheets.session, name="group_session"),
    path("sessions/<int:key>/<slug:slug>/", sheets.session_act, name="group_session_act"),
    path("<int:key>/", groups.group, name="group"),
    path("<int:key>/sheet/", sheets.sheet, name="group_sheet"),
    path("<int:key>/<slug:slug>/", groups.group_act, name="group_act"),
]
