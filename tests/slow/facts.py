"""What an installation holds after the storm, and whatever in it is half."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q

from marshrut import clock
from marshrut.activities.models import Activity, LessonVisit, Recommendation
from marshrut.journal.models import JournalEntry, Versioned
from marshrut.notices.models import Job, Notice
from marshrut.programmes.models import (
    Appointment,
    Enrolment,
    Pairing,
    SchoolConditions,
)
from marshrut.requests.models import Request
from marshrut.routes.models import Route

# Which deed makes a row of which table, and the notice it leaves.
MAKING: dict[str, tuple[type[Versioned], str]] = {
    "ask": (Request, "request_asked"),
    "record_consultation": (Activity, "consultation_recorded"),
    "recommend": (Recommendation, "recommendation_given"),
    "propose_visit": (LessonVisit, "visit_proposed"),
}
CHANGING = {
    "answer": "request_answered",
    "escalate": "",
    "expire_visit": "visit_expired",
}


def facts() -> dict[str, Any]:
    """Keys of deeds, counts, and the list of halves, which must be empty."""
    verbs = Counter(JournalEntry.objects.values_list("verb", flat=True))
    return {
        "keys": list(
            JournalEntry.objects.exclude(deed_key=None).values_list("deed_key", flat=True)
        ),
        "verbs": verbs,
        "halves": [*_halves(), *_silent(verbs), *_uneven()],
        "open_jobs": Job.objects.filter(_begun_or_due(), done_at=None).count(),
        "failed_jobs": list(Job.objects.exclude(failed_at=None).values_list("error", flat=True)),
        "jobs": {
            row["key"] or row["kind"]: row["attempts"]
            for row in Job.objects.values("kind", "key", "attempts")
        },
        "recommendations": Counter(Recommendation.objects.values_list("text", flat=True)),
        "escalated": Request.objects.exclude(escalated_on=None).count(),
        "expired": LessonVisit.objects.filter(status="expired").count(),
        "told_of_escalation": list(
            Notice.objects.filter(code="request_overdue")
            .values("user", "key")
            .annotate(times=Count("pk"))
            .values_list("times", flat=True)
        ),
        "contested": _contested(),
    }


def _begun_or_due() -> Q:
    """What should end soon: the copy of the day waits for its hour, whatever hour it is now."""
    return Q(run_at__lte=clock.now()) | Q(attempts__gt=0)


def _halves() -> list[str]:
    """Rows without an entry, entries without a row, rows whose version counts other changes."""
    wrong = []
    for verb, (table, _) in MAKING.items():
        entered = Counter(JournalEntry.objects.filter(verb=verb).values_list("key", flat=True))
        rows = dict(table._default_manager.values_list("pk", "row_version"))
        wrong += [f"{verb} {key}: {times} entries" for key, times in entered.items() if times > 1]
        wrong += [f"{verb}: no entry for {key}" for key in rows.keys() - entered.keys()]
        wrong += [f"{verb}: no row for {key}" for key in entered.keys() - rows.keys()]
        kind = table._meta.model_name
        changed = Counter(
            JournalEntry.objects.filter(kind=kind, verb__in=CHANGING).values_list("key", flat=True)
        )
        wrong += [
            f"{kind} {key}: version {version} after {changed[key]} changes"
            for key, version in rows.items()
            if version != 1 + changed[key]
        ]
    return wrong


def _silent(verbs: Counter[str]) -> list[str]:
    """Deeds without their notice, notices without their deed, deeds without their job."""
    told = Counter(Notice.objects.values_list("code", flat=True))
    expected = {verb: code for verb, (_, code) in MAKING.items()} | CHANGING
    wrong = [
        f"{verb}: {verbs[verb]} deeds, {told[code]} notices"
        for verb, code in expected.items()
        if code and verbs[verb] != told[code]
    ]
    asked = JournalEntry.objects.filter(verb="ask_with_work").values_list("key", flat=True)
    wanted = {f"request:{key}" for key in asked}
    jobs = set(Job.objects.filter(key__startswith="request:").values_list("key", flat=True))
    return wrong + [f"job {key} stands alone" for key in wanted ^ jobs]


def _uneven() -> list[str]:
    """Parts that are written with their whole."""
    rows = Activity.objects.annotate(people=Count("attendances")).exclude(people=1)
    wrong = [f"consultation {row.pk} with {row.people} people" for row in rows]
    cases = Enrolment.objects.filter(subject__isnull=False, route__isnull=True)
    return wrong + [f"case {row.pk} without a route" for row in cases]


def _contested() -> dict[str, Any]:
    """The things that writers raced for."""
    conditions = SchoolConditions.objects.first()
    texts = JournalEntry.objects.filter(verb="write_conditions").order_by("pk")
    return {
        "double": Request.objects.filter(what="double").count(),
        "answers": JournalEntry.objects.filter(
            verb="answer", key__in=Request.objects.filter(what="contested").values("pk")
        ).count(),
        "enrolled": Enrolment.objects.filter(person__user__login="newcomer").count(),
        "cases": Enrolment.objects.filter(
            person__user__login="grachev", subject__isnull=False
        ).count(),
        "routes": Route.objects.filter(enrolment__person__user__login="grachev").count(),
        "pairings": Pairing.objects.filter(
            enrolment__person__user__login="grachev", until=None
        ).count(),
        "appointments": Appointment.objects.filter(
            person__user__login="deputy", since__isnull=False
        ).count(),
        "conditions_version": conditions.row_version if conditions else 0,
        "conditions_text": conditions.text if conditions else "",
        "conditions_chain": [
            ((entry.before or {}).get("text"), (entry.after or {}).get("text")) for entry in texts
        ],
    }
