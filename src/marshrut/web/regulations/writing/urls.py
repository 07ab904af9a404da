"""Addresses of writing."""

from __future__ import annotations

from django.urls import path

from marshrut.web.regulations.writing.views import around, beginning, clauses, deciding, norms

DRAFT = "drafts/<int:key>/"
CLAUSE = f"{DRAFT}clauses/<str:clause>/"
NORMS = f"{DRAFT}norms/<str:clause>/"

urlpatterns = [
    path("begin/", beginning.index, name="regulation_begin"),
    path("begin/text/", beginning.text, name="regulation_from_text"),
    path("begin/empty/", beginning.empty, name="regulation_from_nothing"),
    path("begin/version/", beginning.version, name="regulation_from_version"),
    path(DRAFT, deciding.index, name="regulation_writing"),
    path(f"{DRAFT}undo/", deciding.undo, name="regulation_undo"),
    path(f"{DRAFT}add/", clauses.add, name="regulation_clause_add"),
    path(f"{DRAFT}parts/", clauses.parts, name="regulation_parts"),
    path(f"{DRAFT}head/", around.head, name="regulation_head"),
    path(f"{DRAFT}words/", around.words, name="regulation_words"),
    path(f"{DRAFT}words/<str:term>/", around.word, name="regulation_word"),
    path(f"{DRAFT}file/", around.file, name="regulation_written_file"),
    path(CLAUSE, clauses.clause, name="regulation_written"),
    path(f"{CLAUSE}decide/", deciding.decide, name="regulation_decide"),
    path(f"{CLAUSE}move/", clauses.move, name="regulation_clause_move"),
    path(f"{CLAUSE}split/", clauses.split, name="regulation_clause_split"),
    path(f"{CLAUSE}join/", clauses.join, name="regulation_clause_join"),
    path(f"{CLAUSE}drop/", clauses.drop, name="regulation_clause_drop"),
    path(NORMS, norms.types, name="regulation_norm_types"),
    path(f"{NORMS}new/", norms.new, name="regulation_norm_new"),
    path(f"{NORMS}proposed/", norms.proposed, name="regulation_norm_proposed"),
    path(f"{NORMS}change/", norms.norm, name="regulation_norm"),
    path(f"{NORMS}drop/", norms.drop, name="regulation_norm_drop"),
]
