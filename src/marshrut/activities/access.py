"""Who sees activities, visits and advice; who reads their texts; who may do what."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.lookups import IsNull

from marshrut.activities.forms import CONSULTATIONS
from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.access import may_record_for as answers_for
from marshrut.programmes.models import Enrolment
from marshrut.programmes.queries import open_on

OfPair = LessonVisit | Recommendation | Opinion
COORDINATOR = "municipal_coordinator"


# --- what may be seen -------------------------------------------------------------------------
def activities(reach: Reach) -> QuerySet[Activity]:
    """Activities of the reader's units by office, those they lead and those they take part in.

    A tutor from outside sees that there were some, as an office does.
    """
    if reach.is_system:
        return Activity.objects.all()
    linked = Attendance.objects.filter(enrolment__in=reach.linked)
    return Activity.objects.filter(_own(reach) | Q(pk__in=linked.values("activity")))


def _own(reach: Reach) -> Q:
    """What is seen otherwise than by a link."""
    return (
        Q(unit__in=reach.units(*OVERSEERS))
        | Q(leader=reach.person or 0)
        | Q(pk__in=attendances(reach).values("activity"))
    )


def attendances(reach: Reach) -> QuerySet[Attendance]:
    """Own attendance and that of one's tutees: through them an activity is seen and read."""
    if reach.is_system:
        return Attendance.objects.all()
    return Attendance.objects.filter(_of_pairs(reach))


def _of_pairs(reach: Reach) -> Q:
    """Lines of the reader's cases and tutees.

    At a consultation that an organisation asked for one may be without any support of one's own.
    """
    alone = Q(enrolment=None, person=reach.person or 0, activity__form__in=CONSULTATIONS)
    return Q(enrolment__in=reach.cases | reach.pairs) | alone


def present(reach: Reach) -> QuerySet[Attendance]:
    """Who was there, as far as the reader is told: of others a tutor from outside learns nothing.

    Whoever sees an activity otherwise than by a link sees everybody who was there.
    """
    rows = Attendance.objects.select_related("person")
    if reach.is_system or not reach.linked:
        return rows
    own = Activity.objects.filter(_own(reach))
    return rows.filter(Q(enrolment__in=reach.linked) | Q(activity__in=own.values("pk")))


def may_see_activity(reach: Reach, row: Activity) -> bool:
    if row.unit_id in reach.units(*OVERSEERS) or may_read_activity(reach, row):
        return True
    return any(one.enrolment_id in reach.linked for one in row.attendances.all())


def may_read_activity(reach: Reach, row: Activity) -> bool:
    """Topic, content and advice of a consultation are read by who was there, and by no office."""
    if reach.is_system or row.leader_id == reach.person:
        return True
    own = reach.cases | reach.pairs | reach.opened
    return any(
        one.enrolment_id in own or _is_alone(reach, one, row) for one in row.attendances.all()
    )


def _is_alone(reach: Reach, row: Attendance, at: Activity) -> bool:
    """The reader's own line of a consultation, without any support of theirs."""
    mine = row.enrolment_id is None and row.person_id == reach.person
    return mine and at.form in CONSULTATIONS


def visits(reach: Reach) -> QuerySet[LessonVisit]:
    if reach.is_system:
        return LessonVisit.objects.all()
    own = Q(enrolment__in=reach.cases | reach.pairs | reach.linked)
    return LessonVisit.objects.filter(own | Q(unit__in=reach.units(*OVERSEERS)))


def recommendations(reach: Reach) -> QuerySet[Recommendation]:
    if reach.is_system:
        return Recommendation.objects.all()
    own = Q(enrolment__in=reach.cases | reach.pairs | reach.linked)
    return Recommendation.objects.filter(own | Q(unit__in=reach.units(*OVERSEERS)))


def may_see_visit(reach: Reach, row: LessonVisit) -> bool:
    return may_read_texts(reach, row) or _sees(reach, row)


def may_see_recommendation(reach: Reach, row: Recommendation) -> bool:
    return may_read_texts(reach, row) or _sees(reach, row)


def _sees(reach: Reach, row: OfPair) -> bool:
    return row.unit_id in reach.units(*OVERSEERS) or row.enrolment_id in reach.linked


def opinions(reach: Reach) -> QuerySet[Opinion]:
    """The pair's; an office sees an opinion only when the tutee has opened it by complaining.

    A note on own work is the writer's alone: it is not handed over with the case.
    """
    if reach.is_system:
        return Opinion.objects.all()
    return Opinion.objects.filter(
        Q(about=Opinion.About.OWN, author=reach.person or 0)
        | Q(enrolment__in=reach.pairs | reach.cases, about=Opinion.About.TUTEE)
        | Q(unit__in=reach.deeds_in(COORDINATOR), complained_on__isnull=False)
    )


def may_see_opinion(reach: Reach, row: Opinion) -> bool:
    if reach.is_system:
        return True
    if row.about == Opinion.About.OWN:
        return row.author_id == reach.person
    if row.enrolment_id in reach.cases | reach.pairs:
        return True
    return row.complained_on is not None and reach.holds(COORDINATOR, row.unit_id)


def may_read_texts(reach: Reach, row: OfPair) -> bool:
    """Sheets, replies, recommendations: the pair and whom the tutee opened them to."""
    return reach.is_system or row.enrolment_id in reach.cases | reach.pairs | reach.opened


def may_read_complaint(reach: Reach, row: Opinion) -> bool:
    """A complaint is between the tutee and the coordinator; the tutor learns how it was settled."""
    mine = row.enrolment_id in reach.cases
    return mine or may_settle(reach, row)


def tutees(reach: Reach) -> QuerySet[Enrolment]:
    """Everybody whom the reader tutors and may advise; who has a subject comes first."""
    rows = Enrolment.objects.filter(open_on(reach.on))
    own = rows if reach.is_system else rows.filter(pk__in=reach.pairs)
    listed = IsNull(F("subject"), True)
    return own.select_related("person").order_by(listed, "person__surname", "person__given")


# --- what may be done -------------------------------------------------------------------------
def may_write_to(reach: Reach, enrolment: Enrolment | int | None) -> bool:
    """Record, propose, recommend, give an opinion: the tutor of this tutee."""
    key = enrolment.pk if isinstance(enrolment, Enrolment) else enrolment
    return reach.is_system or key in reach.pairs


def may_enter_journal(reach: Reach, enrolment: Enrolment) -> bool:
    """Enter what stands in a tutor's paper journal: who answers for the organisation."""
    return answers_for(reach, enrolment.unit_id)


def may_lead(reach: Reach, row: OfPair) -> bool:
    """What the tutor does with a visit or a recommendation."""
    return may_write_to(reach, row.enrolment_id)


def may_answer(reach: Reach, row: OfPair) -> bool:
    """Only the tutee agrees, declines, replies, does or complains."""
    return reach.is_system or row.enrolment_id in reach.cases


def may_record_for(reach: Reach, row: OfPair) -> bool:
    """A consent is recorded from paper by who answers for the unit, never by who asks for it."""
    return row.enrolment_id not in reach.pairs and answers_for(reach, row.unit_id)


def may_record_fulfilment(reach: Reach, row: Recommendation) -> bool:
    """What became of a recommendation the tutor may also have heard in person."""
    return row.enrolment_id in reach.pairs or answers_for(reach, row.unit_id)


def may_correct(reach: Reach, row: Activity) -> bool:
    return reach.is_system or row.leader_id == reach.person


def may_confirm(reach: Reach, row: Attendance) -> bool:
    mine = row.enrolment_id in reach.cases and row.person_id == reach.person
    return reach.is_system or mine or _is_alone(reach, row, row.activity)


def may_expire(reach: Reach) -> bool:
    """Only the clock lets a proposal expire."""
    return reach.is_system


def may_settle(reach: Reach, row: Opinion) -> bool:
    return reach.coordinates(row.unit_id)


def may_record_presence(reach: Reach, row: Attendance) -> bool:
    """A signature in a paper journal is entered by who answers for the organisation."""
    return row.enrolment_id not in reach.pairs and answers_for(reach, row.activity.unit_id)


def participations(reach: Reach) -> QuerySet[Attendance]:
    """Lines of participants: own ones, and those of units where a signature is entered."""
    if reach.is_system:
        return Attendance.objects.all()
    return Attendance.objects.filter(
        _of_pairs(reach)
        | Q(activity__unit__in=reach.units(*OVERSEERS))
        | Q(activity__leader=reach.person or 0)
    )
