"""Addresses of the section."""

from __future__ import annotations

from django.urls import path

from marshrut.web.routes.views import choices, closing, lists, page, plan, products, steps

urlpatterns = [
    path("", lists.routes, name="routes"),
    path("begin/", lists.begin, name="route_begin"),
    path("own/", page.products_of_tutor, name="own_products"),
    path("tutors/<int:key>/<slug:kind>/", products.new_own, name="own_product_new"),
    path("<int:key>/", page.route, name="route"),
    path("<int:key>/plan/", page.plan, name="route_plan"),
    path("<int:key>/print/", page.print_route, name="route_print"),
    path("<int:key>/revisions/", page.route_revisions, name="route_revisions"),
    path("<int:key>/parts/<slug:form>/", plan.parts, name="route_parts"),
    path("<int:key>/propose/", plan.propose, name="route_propose"),
    path("<int:key>/withdraw/", plan.withdraw, name="route_withdraw"),
    path("<int:key>/acknowledge/", plan.acknowledge, name="route_acknowledge"),
    path("<int:key>/stage/", plan.pass_stage, name="route_stage"),
    path("<int:key>/stage/skip/", plan.skip_stage, name="route_skip"),
    path("<int:key>/dues/", plan.dues, name="route_dues"),
    path("<int:key>/copy/", plan.copy, name="route_copy"),
    path("<int:key>/scenarios/", choices.scenarios, name="route_scenarios"),
    path("scenarios/<int:key>/choose/", choices.choose, name="scenario_choose"),
    path("<int:key>/version/adopt/", choices.adopt, name="route_adopt"),
    path("<int:key>/version/keep/", choices.keep, name="route_keep"),
    path("<int:key>/note/", steps.note, name="route_note"),
    path("<int:key>/reflect/", steps.reflect, name="route_reflect"),
    path("<int:key>/close/", closing.close, name="route_close"),
    path("<int:key>/close/agree/", closing.agree, name="route_agree_close"),
    path("<int:key>/give-up/", closing.give_up, name="route_give_up"),
    path("<int:key>/steps/new/", steps.new, name="step_new"),
    path("steps/<int:key>/", steps.step, name="step"),
    path("steps/<int:key>/edit/", steps.edit, name="step_edit"),
    path("steps/<int:key>/move/", steps.move, name="step_move"),
    path("steps/<int:key>/drop/", steps.drop, name="step_drop"),
    path("steps/<int:key>/submit/", steps.submit, name="step_submit"),
    path("steps/<int:key>/accept/", steps.accept, name="step_accept"),
    path("steps/<int:key>/return/", steps.give_back, name="step_return"),
    path("steps/<int:key>/evidence/", steps.evidence, name="step_evidence"),
    path("steps/<int:key>/visit/", steps.link, name="step_link"),
    path("evidence/<int:key>/file/", steps.evidence_file, name="evidence_file"),
    path("notes/<int:key>/file/", steps.note_file, name="note_file"),
    path("<int:key>/products/<slug:kind>/", products.new, name="product_new"),
    path("products/<int:key>/", products.product, name="product"),
    path("products/<int:key>/edit/", products.edit, name="product_edit"),
    path("products/<int:key>/submit/", products.submit, name="product_submit"),
    path("products/<int:key>/accept/", products.accept, name="product_accept"),
    path("products/<int:key>/return/", products.give_back, name="product_return"),
    path("products/<int:key>/file/", products.file, name="product_file"),
]
