"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.diagnostics.views import (
    answering,
    campaigns,
    importing,
    observing,
    own,
    results,
)

urlpatterns = [
    path("", campaigns.diagnostics, name="diagnostics"),
    path("new/", campaigns.new, name="campaign_new"),
    path("from/", importing.results_from, name="results_from"),
    path("instruments/", own.instruments, name="instruments"),
    path("instruments/new/", own.new, name="instrument_new"),
    path("instruments/<int:key>/", own.instrument, name="instrument"),
    path("instruments/<int:key>/edit/", own.edit, name="instrument_edit"),
    path("instruments/<int:key>/publish/", own.publish, name="instrument_publish"),
    path("instruments/<int:key>/withdraw/", own.withdraw, name="instrument_withdraw"),
    path("observations/", observing.index, name="observations"),
    path("observations/new/", observing.new, name="observation_new"),
    path("observations/<int:key>/", observing.observation, name="observation"),
    path("observations/<int:key>/save/", observing.save, name="observation_save"),
    path("observations/<int:key>/withdraw/", observing.withdraw, name="observation_withdraw"),
    path("observations/<int:key>/word/", observing.word, name="observation_word"),
    path("results/", results.own, name="results"),
    path("results/<int:key>/", results.of_person, name="results_of"),
    path("campaigns/<int:key>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:key>/people/", campaigns.people, name="campaign_people"),
    path("campaigns/<int:key>/summary/", results.summary, name="campaign_summary"),
    path("campaigns/<int:key>/invite/", campaigns.invite, name="campaign_invite"),
    path("campaigns/<int:key>/start/", campaigns.start, name="campaign_start"),
    path("campaigns/<int:key>/finish/", campaigns.finish, name="campaign_finish"),
    path("campaigns/<int:key>/remind/", campaigns.remind, name="campaign_remind"),
    path("responses/<int:key>/", answering.response, name="response"),
    path("responses/<int:key>/begin/", answering.begin, name="response_begin"),
    path("responses/<int:key>/save/", answering.save, name="response_save"),
    path("responses/<int:key>/paper/", answering.paper, name="response_paper"),
]
