"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.regulations.views import (
    acknowledging,
    acts,
    board,
    casefile,
    comparing,
    drafts,
    publishing,
    trying,
    versions,
)
from marshrut.web.regulations.writing.urls import urlpatterns as writing

urlpatterns = [
    path("", board.index, name="regulations"),
    path("text/", board.text, name="regulation_text"),
    path("schools/", board.schools, name="regulation_schools"),
    path("casefile/", casefile.casefile, name="regulation_casefile"),
    path("load/", versions.load, name="regulation_load"),
    path("versions/", versions.index, name="regulation_versions"),
    path("versions/<int:key>/", versions.version, name="regulation_version"),
    path("versions/<int:key>/file/", versions.file, name="regulation_file"),
    path("versions/<int:key>/amend/", versions.amend, name="regulation_amend"),
    path("versions/<int:key>/approve/", versions.approve, name="regulation_approve"),
    path("versions/<int:key>/adopt/", versions.adopt, name="regulation_adopt"),
    path("versions/<int:key>/compare/", comparing.compare, name="regulation_compare"),
    path("versions/<int:key>/check/", trying.check, name="regulation_check"),
    path("versions/<int:key>/publish/", publishing.publish, name="regulation_publish"),
    path("versions/<int:key>/signed/", publishing.signed, name="regulation_signed"),
    path("versions/<int:key>/signed/file/", publishing.signed_file, name="regulation_signed_file"),
    path("versions/<int:key>/basis/", acts.basis, name="regulation_basis"),
    path("versions/<int:key>/basis/<int:act>/", acts.check, name="regulation_basis_check"),
    path("versions/<int:key>/cite/", acts.cite, name="regulation_cite"),
    path("citations/<int:key>/drop/", acts.drop, name="citation_drop"),
    path("acts/", acts.index, name="acts"),
    path("acts/new/", acts.new, name="act_new"),
    path("acts/take/", acts.take, name="acts_take"),
    path("acts/<int:key>/", acts.act, name="act"),
    path("versions/<int:key>/upload/", drafts.upload, name="regulation_upload"),
    path("versions/<int:key>/drop/", drafts.drop, name="regulation_drop"),
    path("versions/<int:key>/clauses/<str:clause>/", drafts.clause, name="regulation_clause"),
    path(
        "versions/<int:key>/acknowledge/", acknowledging.acknowledge, name="regulation_acknowledge"
    ),
    path(
        "versions/<int:key>/acknowledgements/",
        acknowledging.index,
        name="regulation_acknowledgements",
    ),
    *writing,
]
