"""What in every table is a person's: one list for the export and for the erasure.

``shown`` goes into the export as the person may read it; ``own`` are texts that the person wrote
and that an erasure takes away. What a tutor wrote of somebody else stays with that person's case.
"""

from __future__ import annotations

from marshrut.activities.models import Activity, Attendance, LessonVisit, Opinion, Recommendation
from marshrut.communities.models import CommunityDuty, ConductComplaint, Membership
from marshrut.diagnostics.models import Observation, Response
from marshrut.extracts.models import SavedTable
from marshrut.groups.models import (
    Application,
    ApplicationHandOver,
    ApplicationPerson,
    GroupMember,
    TopicDemand,
)
from marshrut.people.models import (
    Draft,
    Education,
    Employment,
    Experience,
    Office,
    PaperRecord,
    Training,
)
from marshrut.privacy.models import Consent, DataRequest, Look
from marshrut.privacy.owning import Owned
from marshrut.programmes.models import Appointment, Enrolment, TutorEvidence
from marshrut.requests.models import Request
from marshrut.routes.models import (
    Product,
    Reflection,
    RouteStep,
    Scenario,
    StepEvidence,
    StepNote,
)

TUTEE, STEP_ROUTE = "enrolment__person", "route__enrolment__person"


STAFF = (
    Owned(
        "jobs",
        Employment,
        "person",
        ("unit.name", "post", "subject", "category", "since", "until"),
    ),
    Owned("experiences", Experience, "person", ("kind", "since", "until")),
    Owned("educations", Education, "person", ("level", "field", "place", "year"), ("place",)),
    Owned(
        "trainings",
        Training,
        "person",
        ("title", "place", "hours", "certificate", "on"),
        ("place", "certificate"),
    ),
    Owned("offices", Office, "person", ("unit.name", "role", "since", "until")),
    Owned("consents", Consent, "person", ("text.title", "text.number", "answer", "on")),
    Owned(
        "data_requests",
        DataRequest,
        "person",
        ("kind", "text", "asked_on", "due", "outcome", "reason", "decided_on"),
        ("text",),
    ),
    Owned(
        "paper_records",
        PaperRecord,
        "person",
        ("basis", "happened_on", "recorded_at", "objection"),
        ("objection",),
    ),
    Owned("saved_tables", SavedTable, "person", ("name", "query")),
    Owned("drafts", Draft, "user__person", ("saved_at", "content")),
    Owned("looks", Look, "person", ("reader", "day")),
)
SUPPORT = (
    Owned("support", Enrolment, "person", ("programme.title", "subject", "since", "until")),
    Owned(
        "appointments",
        Appointment,
        "person",
        ("programme.title", "why", "agreed_on", "since", "until"),
    ),
    Owned("readiness", TutorEvidence, "appointment__person", ("title", "on"), ("title",)),
    Owned(
        "consultations_led",
        Activity,
        "leader",
        ("title", "begins_at", "content", "advice"),
    ),
    Owned(
        "consultations",
        Attendance,
        "person",
        (
            *("activity.title", "activity.begins_at", "activity.content", "activity.advice"),
            *("confirmed_on", "objection"),
        ),
        ("objection",),
    ),
    Owned(
        "visits",
        LessonVisit,
        TUTEE,
        ("on", "topic", "purpose", "status", "other_time", "reason", "sheet", "reply"),
        ("other_time", "reason", "reply"),
        opens={"sheet": "shared_on"},
    ),
    Owned(
        "visits_led",
        LessonVisit,
        "appointment__person",
        ("on", "topic", "purpose", "status", "sheet"),
        case="enrolment",
    ),
    Owned(
        "recommendations",
        Recommendation,
        TUTEE,
        ("text", "given_on", "due", "status", "reason"),
        ("reason",),
    ),
    Owned(
        "opinions",
        Opinion,
        TUTEE,
        ("text", "given_on", "complaint", "settlement"),
        ("complaint",),
        only={"about": Opinion.About.TUTEE},
    ),
    Owned(
        "opinions_given",
        Opinion,
        "author",
        ("text", "given_on"),
        only={"about": Opinion.About.TUTEE},
        case="enrolment",
    ),
    Owned(
        "own_opinions",
        Opinion,
        "author",
        ("text", "given_on"),
        ("text",),
        only={"about": Opinion.About.OWN},
    ),
    Owned(
        "requests_made",
        Request,
        "asked_by",
        ("what", "why", "status", "asked_on", "due", "explanation", "answer"),
        ("what", "why", "explanation"),
    ),
    Owned(
        "requests_answered",
        Request,
        "asked_of",
        ("what", "why", "status", "asked_on", "due", "question", "answer"),
        ("question", "answer"),
    ),
)
ROUTE = (
    Owned(
        "steps", RouteStep, STEP_ROUTE, ("title", "need", "due", "status", "result"), ("result",)
    ),
    Owned(
        "evidence",
        StepEvidence,
        "author",
        ("text", "file.name", "at"),
        ("text",),
        case="step__route__enrolment",
    ),
    Owned("notes", StepNote, STEP_ROUTE, ("text", "at")),
    Owned("notes_written", StepNote, "author", ("text", "at"), case="route__enrolment"),
    Owned(
        "reflections",
        Reflection,
        "author",
        ("worked", "hard", "next", "at"),
        ("worked", "hard", "next"),
        case="route__enrolment",
    ),
    Owned("products", Product, "author", ("kind", "title", "happened_on", "status", "content")),
    Owned(
        "own_products",
        Product,
        "author",
        (),
        ("title", "content", "remark"),
        only={"route": None},
    ),
    Owned("scenarios", Scenario, "author", ("title", "text"), ("text",), case="route__enrolment"),
    Owned(
        "needs",
        TopicDemand,
        "person",
        ("topic.title", "basis", "why", "asked_on", "withdrawn_on"),
        ("why",),
    ),
    Owned(
        "applications",
        Application,
        "submitted_by",
        ("what", "why", "submitted_on", "answer", "result"),
        ("why",),
        only={"personal": False},
    ),
    Owned(
        "own_applications",
        Application,
        "submitted_by",
        ("what", "wanted", "why", "file.name", "submitted_on", "answer", "result"),
        ("title", "wanted", "why"),
        only={"personal": True},
    ),
    Owned(
        "asked_for",
        ApplicationPerson,
        "person",
        ("application.title", "application.submitted_on", "application.done_on"),
    ),
    Owned(
        "handed_over",
        ApplicationHandOver,
        "before__person",
        ("on", "reason"),
        ("reason",),
    ),
    Owned(
        "groups",
        GroupMember,
        "person",
        ("group.topic.title", "group.number", "since", "until", "end_reason"),
    ),
    Owned(
        "diagnoses",
        Response,
        "person",
        ("campaign.title", "finished_on", "answers", "wishes", "request"),
        ("answers", "wishes", "request"),
    ),
    Owned(
        "observations",
        Observation,
        "person",
        ("instrument.title", "observed_on", "circumstances", "answers", "conclusion", "reply"),
        ("reply",),
        only={"recorded_on__isnull": False},
    ),
    Owned(
        "observations_made",
        Observation,
        "observer",
        ("instrument.title", "observed_on", "circumstances", "answers", "conclusion"),
        case="enrolment",
    ),
    Owned(
        "memberships",
        Membership,
        "person",
        ("community.name", "motive", "applied_on", "since", "until"),
        ("motive",),
    ),
    Owned(
        "duties",
        CommunityDuty,
        "person",
        ("what", "given_on", "due", "done_on", "result"),
        ("result",),
    ),
    Owned(
        "complaints",
        ConductComplaint,
        "author",
        ("text", "made_on", "settled_on", "settlement"),
        ("text",),
    ),
)
OWNED = (*STAFF, *SUPPORT, *ROUTE)
