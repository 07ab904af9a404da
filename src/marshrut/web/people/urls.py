"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.people.views import doubts, lists, person, slips, staff

urlpatterns = [
    path("", staff.people, name="people"),
    path("new/", staff.newcomer, name="person_new"),
    path("lists/", lists.lists, name="lists"),
    path("lists/template/<slug:kind>/", lists.template, name="list_template"),
    path("lists/<int:key>/", lists.batch, name="list"),
    path("lists/<int:key>/columns/", lists.columns, name="list_columns"),
    path("lists/<int:key>/words/", doubts.words, name="list_words"),
    path("lists/<int:key>/fixes/", doubts.fixes, name="list_fixes"),
    path("lists/<int:key>/left/", doubts.left, name="list_left"),
    path("lists/<int:key>/choose/", doubts.choose, name="list_choose"),
    path("lists/<int:key>/write/", lists.write, name="list_write"),
    path("lists/<int:key>/refused/", lists.refused, name="list_refused"),
    path("lists/<int:key>/undo/", lists.undo, name="list_undo"),
    path("lists/<int:key>/drop/", lists.drop, name="list_drop"),
    path("lists/rows/<int:key>/", doubts.row, name="list_row"),
    path("slips/", slips.slips, name="slips"),
    path("slips/never/", slips.not_signed_in, name="not_signed_in"),
    path("<int:key>/", person.person, name="person"),
    path("<int:key>/edit/", person.edit, name="person_edit"),
    path("<int:key>/slip/", slips.slip_of, name="person_slip"),
    path("<int:key>/jobs/new/", staff.job_new, name="person_job"),
    path("<int:key>/education/", person.education_new, name="person_education"),
    path("<int:key>/education/<int:row>/remove/", person.education_remove, name="education_remove"),
    path("<int:key>/experience/", person.experience_new, name="person_experience"),
    path(
        "<int:key>/experience/<int:row>/remove/",
        person.experience_remove,
        name="experience_remove",
    ),
    path("<int:key>/training/", person.training_new, name="person_training"),
    path("<int:key>/training/<int:row>/remove/", person.training_remove, name="training_remove"),
    path("jobs/<int:key>/", staff.job_edit, name="job_edit"),
    path("jobs/<int:key>/end/", staff.job_end, name="job_end"),
]
