"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.communities.views import cards, members, work

urlpatterns = [
    path("", cards.communities, name="communities"),
    path("new/", cards.found, name="community_new"),
    path("members/<int:key>/", members.member, name="member"),
    path("members/<int:key>/certificate/", members.certificate, name="member_certificate"),
    path("members/<int:key>/<slug:slug>/", members.member_act, name="member_act"),
    path("documents/<int:key>/", work.document, name="community_document"),
    path("documents/<int:key>/file/", work.document_file, name="community_document_file"),
    path("documents/<int:key>/<slug:slug>/", work.document_act, name="community_document_act"),
    path("meetings/<int:key>/", work.meeting, name="meeting"),
    path("meetings/<int:key>/<slug:slug>/", work.meeting_act, name="meeting_act"),
    path("duties/<int:key>/", work.duty, name="duty"),
    path("duties/<int:key>/<slug:slug>/", work.duty_act, name="duty_act"),
    path("complaints/<int:key>/", work.conduct, name="conduct"),
    path("complaints/<int:key>/<slug:slug>/", work.conduct_act, name="conduct_act"),
    path("<int:key>/", cards.community, name="community"),
    path("<int:key>/members/", members.members, name="community_members"),
    path("<int:key>/plan/", work.plan, name="community_plan"),
    path("<int:key>/documents/", work.documents, name="community_documents"),
    path("<int:key>/duties/", work.duties, name="community_duties"),
    path("<int:key>/<slug:slug>/", cards.community_act, name="community_act"),
]
