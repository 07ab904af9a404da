"""Words of the section of diagnosis: statuses, levels, deeds, what goes wrong, notices."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _p

from marshrut.web.tones import Label

DIAGNOSIS_LABELS: dict[str, dict[str, Label]] = {
    "campaign": {
        "draft": Label(_p("campaign", "Being prepared"), "none"),
        "running": Label(_p("campaign", "Under way"), "track"),
        "finished": Label(_p("campaign", "Finished"), "met"),
    },
    "response": {
        "invited": Label(_p("response", "Not begun"), "yet"),
        "started": Label(_p("response", "Begun"), "track"),
        "finished": Label(_p("response", "Finished"), "met"),
        "paper": Label(_p("response", "Entered from paper"), "met"),
        "imported": Label(_p("response", "Taken from a file"), "met"),
    },
    "instrument": {
        "draft": Label(_p("questionnaire", "Being written"), "none"),
        "published": Label(_p("questionnaire", "Published"), "met"),
        "changed": Label(_p("questionnaire", "Published, with later changes"), "track"),
        "withdrawn": Label(_p("questionnaire", "Withdrawn"), "off"),
    },
    "observation": {
        "begun": Label(_p("observation", "Being filled in"), "track"),
        "recorded": Label(_p("observation", "Recorded"), "met"),
        "objected": Label(_p("observation", "Objected to"), "risk"),
        "withdrawn": Label(_p("observation", "Withdrawn"), "off"),
    },
    # Of what was seen in a lesson.
    "observed": {
        "none": Label(_p("observed", "Above basic"), "met"),
        "middle": Label(_p("observed", "Basic"), "track"),
        "high": Label(_p("observed", "Below basic"), "risk"),
    },
    # To the teacher and the tutor; nothing is broken here, so no tone of a breach.
    "difficulty": {
        "none": Label(_p("difficulty", "No difficulty seen"), "met"),
        "middle": Label(_p("difficulty", "Some difficulty"), "track"),
        "high": Label(_p("difficulty", "Marked difficulty"), "risk"),
    },
    # To methodists.
    "deficit": {
        "none": Label(_p("deficit", "Deficit not found"), "met"),
        "middle": Label(_p("deficit", "Middle deficit"), "track"),
        "high": Label(_p("deficit", "High deficit"), "risk"),
    },
    # Of a short scale: no difficulty, only how strongly something is there.
    "strength": {
        "none": Label(_p("strength", "Strong"), "met"),
        "middle": Label(_p("strength", "Moderate"), "track"),
        "high": Label(_p("strength", "Weak so far"), "yet"),
    },
}
KINDS: dict[str, Promise] = {
    "self_diagnosis": _p("kind", "self-diagnosis"),
    "scale": _p("kind", "short scale"),
    "observation": _p("kind", "observation card"),
    "interview": _p("kind", "protocol of an interview"),
    "framework": _p("kind", "framework of competences"),
}
DIAGNOSIS_VERBS: dict[str, Promise] = {
    "publish_instrument": _p("deed done", "Questionnaire published"),
    "write_instrument": _p("deed done", "Questionnaire of one's own begun"),
    "edit_instrument": _p("deed done", "Questionnaire of one's own changed"),
    "publish_own_instrument": _p("deed done", "Questionnaire of one's own published"),
    "withdraw_instrument": _p("deed done", "Questionnaire of one's own withdrawn"),
    "prepare_campaign": _p("deed done", "Diagnosis prepared"),
    "invite": _p("deed done", "Invited to a diagnosis"),
    "start_campaign": _p("deed done", "Diagnosis started"),
    "finish_campaign": _p("deed done", "Diagnosis finished"),
    "remind_of_campaign": _p("deed done", "Reminded of a diagnosis"),
    "begin_response": _p("deed done", "Questionnaire begun"),
    "finish_response": _p("deed done", "Questionnaire finished"),
    "open_imported": _p("deed done", "Results of another system opened"),
    "enter_result": _p("deed done", "Result of another system entered"),
    "record_response": _p("deed done", "Questionnaire entered from paper"),
    "begin_observation": _p("deed done", "Observation begun"),
    "record_observation": _p("deed done", "Observation recorded"),
    "drop_observation": _p("deed done", "Observation that was begun thrown away"),
    "withdraw_observation": _p("deed done", "Observation withdrawn"),
    "reply_to_observation": _p("deed done", "Own word on an observation"),
}
DIAGNOSIS_WRONG: dict[str, Promise] = {
    "anonymous": _("The diagnosis is anonymous: nothing is entered in somebody's name."),
    "all_invited": _("Everybody there is invited already."),
    "answers_lacking": _("Statements still without an answer: %(count)s. The first one is here."),
    "campaign_title_taken": _("There is a diagnosis with this title already."),
    "group_without_title": _("A group that has statements needs a title."),
    "no_statements": _("Write at least one statement."),
    "nothing_changed": _("Nothing has changed since it was published."),
    "questionnaire_malformed": _("The questionnaire cannot be read: check groups and answers."),
    "scale_too_short": _("At least two answers are needed, one on a line."),
    "statement_too_long": _("A statement is at most 500 characters long."),
    "too_many_statements": _("A questionnaire has at most 200 statements."),
    "levels_need_source": _("Say where these thresholds come from."),
    "levels_out_of_order": _("The lower threshold cannot be above the upper one."),
    "group_known_to_all": _("This group is known to all and need not be described: %(line)s."),
    "group_repeated": _("This group stands here twice: %(line)s."),
    "group_without_competence": _("Name a competence above this group: %(line)s."),
    "indicator_without_group": _("Name a group above this indicator: %(line)s."),
    "tree_line_length": _("A line needs a text of at most 255 characters: %(line)s."),
    "tree_too_long": _("A framework has at most 400 lines."),
    "tree_without_groups": _("Write at least one group under a competence, with “-”."),
    "minutes_needed": _("Say how many minutes it takes."),
    "not_paired_then": _("On that day you did not support this person: choose another day."),
    "word_needed": _("Write your word."),
    "nobody_invited": _("Nobody is invited yet."),
    "nobody_waits": _("There is nobody to remind."),
    "unknown_instrument": _("There is no such questionnaire."),
}
DIAGNOSIS_SAID: dict[str, Promise] = {
    "diagnosis_invited": _("You are asked to answer a questionnaire by %(due)s: %(title)s."),
    "diagnosis_reminder": _("A reminder: the questionnaire waits until %(due)s: %(title)s."),
    "result_imported": _("Your result is taken over from elsewhere: %(title)s."),
    "observation_recorded": _("%(who)s has recorded what was seen of you: %(title)s."),
    "observation_withdrawn": _("%(who)s has taken back what was recorded of you: %(title)s."),
    "observation_replied": _("%(who)s has written an own word on your observation."),
    "diagnosis_recorded": _(
        "Your questionnaire is entered from paper: look whether it is so. %(title)s."
    ),
}
