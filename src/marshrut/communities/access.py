"""Who sees that a community exists, who sees what is inside it, who may do what."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from marshrut.communities.models import (
    Community,
    CommunityDocument,
    CommunityDuty,
    CommunityMeeting,
    ConductComplaint,
    Membership,
)
from marshrut.communities.queries import members_on
from marshrut.people.reach import Reach
from marshrut.programmes.access import OVERSEERS
from marshrut.programmes.access import may_record_for as answers_for

COORDINATOR = "municipal_coordinator"
# Who sees the inside of every community of the territory: that is the openness of the work.
READERS = (COORDINATOR, "regional_coordinator", "inspector")
HEADS = {"community_head": ~Q(kind="team"), "mtk_coordinator": Q(kind="team")}
CURATOR = "regional_curator"


# --- what may be seen -------------------------------------------------------------------------
def communities(reach: Reach) -> QuerySet[Community]:
    """That a community exists, and how to apply, is open to everybody of its territory."""
    if reach.is_system:
        return Community.objects.all()
    return Community.objects.filter(
        Q(unit__in=reach.territories | _over(reach)) | Q(pk__in=reach.communities)
    )


def may_see_community(reach: Reach, row: Community) -> bool:
    near = row.unit_id in reach.territories | _over(reach)
    return reach.is_system or near or row.pk in reach.communities


def _over(reach: Reach) -> frozenset[int]:
    return reach.units(*OVERSEERS, *HEADS, CURATOR)


def read_communities(reach: Reach) -> QuerySet[Community]:
    """Communities whose inside is open: to members, those who lead them and the overseers."""
    if reach.is_system:
        return Community.objects.all()
    curated = Q(kind=Community.Kind.TEAM, unit__in=reach.units(CURATOR))
    return Community.objects.filter(
        Q(pk__in=reach.communities) | Q(unit__in=reach.units(*READERS)) | _headed(reach) | curated
    )


def may_read(reach: Reach, row: Community) -> bool:
    """Members, plan, published documents, duties."""
    if reach.is_system or row.pk in reach.communities or row.unit_id in reach.units(*READERS):
        return True
    curated = row.is_team and reach.holds(CURATOR, row.unit_id)
    return curated or reach.holds(row.head, row.unit_id)


def led_communities(reach: Reach) -> QuerySet[Community]:
    """Those whose head the reader is, and those of the coordinator's territory."""
    if reach.is_system:
        return Community.objects.all()
    return Community.objects.filter(_headed(reach) | Q(unit__in=reach.units(COORDINATOR)))


def run_communities(reach: Reach) -> QuerySet[Community]:
    """Those of them in which nobody else acts for the reader today."""
    if reach.is_system:
        return Community.objects.all()
    found = Q(unit__in=reach.deeds_in(COORDINATOR))
    for office, kinds in HEADS.items():
        found |= kinds & Q(unit__in=reach.deeds_in(office))
    return Community.objects.filter(found)


def _headed(reach: Reach) -> Q:
    found = Q(pk__in=())
    for office, kinds in HEADS.items():
        found |= kinds & Q(unit__in=reach.units(office))
    return found


def memberships(reach: Reach) -> QuerySet[Membership]:
    """Names of members for members; applications, refusals and reasons for who leads.

    A head of a school sees that their people are members today.
    """
    if reach.is_system:
        return Membership.objects.all()
    today = members_on(reach.on)
    return Membership.objects.filter(
        Q(person=reach.person or 0)
        | Q(community__in=led_communities(reach))
        | Q(pk__in=today.filter(community__in=read_communities(reach)).values("pk"))
        | Q(pk__in=today.filter(unit__in=reach.units(*OVERSEERS)).values("pk"))
    )


def may_see_membership(reach: Reach, row: Membership) -> bool:
    if row.person_id == reach.person or may_lead(reach, row.community):
        return True
    if row.status(reach.on) != "accepted":
        return False
    return may_read(reach, row.community) or row.unit_id in reach.units(*OVERSEERS)


def may_read_application(reach: Reach, row: Membership) -> bool:
    """What was written in the application, and why it ended: the person and who leads."""
    return row.person_id == reach.person or may_lead(reach, row.community)


def documents(reach: Reach) -> QuerySet[CommunityDocument]:
    """What is published for members; the rest for its author, who added it and who leads."""
    if reach.is_system:
        return CommunityDocument.objects.all()
    me = reach.person or 0
    published = Q(published_on__isnull=False, withdrawn_on=None)
    return CommunityDocument.objects.filter(
        Q(author=me)
        | Q(added_by=me)
        | Q(community__in=led_communities(reach))
        | published & Q(community__in=read_communities(reach))
    )


def may_see_document(reach: Reach, row: CommunityDocument) -> bool:
    mine = reach.person is not None and reach.person in {row.author_id, row.added_by_id}
    if mine or may_lead(reach, row.community):
        return True
    return row.status == "published" and may_read(reach, row.community)


def meetings(reach: Reach) -> QuerySet[CommunityMeeting]:
    """The plan and what came of it: open to whom the community is open."""
    if reach.is_system:
        return CommunityMeeting.objects.all()
    return CommunityMeeting.objects.filter(community__in=read_communities(reach))


def may_see_meeting(reach: Reach, row: CommunityMeeting) -> bool:
    return may_read(reach, row.community)


def duties(reach: Reach) -> QuerySet[CommunityDuty]:
    """Who answers for what is open inside the community; an own duty stays one's own."""
    if reach.is_system:
        return CommunityDuty.objects.all()
    return CommunityDuty.objects.filter(
        Q(person=reach.person or 0) | Q(community__in=read_communities(reach))
    )


def may_see_duty(reach: Reach, row: CommunityDuty) -> bool:
    return row.person_id == reach.person or may_read(reach, row.community)


def complaints(reach: Reach) -> QuerySet[ConductComplaint]:
    """Between the author, the coordinator and, unless passed over, the head."""
    if reach.is_system:
        return ConductComplaint.objects.all()
    to_head = Q(to=ConductComplaint.To.HEAD, community__in=led_communities(reach))
    return ConductComplaint.objects.filter(
        Q(author=reach.person or 0) | Q(unit__in=reach.units(COORDINATOR)) | to_head
    )


def may_see_complaint(reach: Reach, row: ConductComplaint) -> bool:
    return row.author_id == reach.person or may_settle(reach, row)


# --- what may be done -------------------------------------------------------------------------
def may_lead(reach: Reach, row: Community) -> bool:
    """The head by office, and the coordinator of the territory."""
    return reach.coordinates(row.unit_id) or reach.holds(row.head, row.unit_id)


def may_found(reach: Reach, unit: int) -> bool:
    """Found a community, change its card, close it."""
    return reach.coordinates(unit)


def may_apply(reach: Reach, row: Community) -> bool:
    """Everybody who sees the community may apply; a team is composed by an order."""
    if reach.person is None or reach.read_only:
        return False
    return not row.is_team and may_see_community(reach, row)


def may_leave(reach: Reach, row: Membership) -> bool:
    """Of own will, on any day, without anybody's word."""
    return reach.is_system or row.person_id == reach.person


def may_record_for(reach: Reach, row: Community) -> bool:
    """An application or a leaving on paper: who leads the community."""
    return may_lead(reach, row)


def may_add(reach: Reach, row: Community) -> bool:
    """Add a document, turn to the head: a member, or who leads."""
    return row.pk in reach.communities or may_lead(reach, row)


def may_consent(reach: Reach, row: CommunityDocument) -> bool:
    """The author's word alone; of paper see ``may_record_for``."""
    return reach.is_system or (row.author_id is not None and row.author_id == reach.person)


def may_withdraw(reach: Reach, row: CommunityDocument) -> bool:
    """The author may take the material back at any time."""
    mine = reach.person is not None and reach.person in {row.author_id, row.added_by_id}
    return mine or may_lead(reach, row.community)


def may_keep_meeting(reach: Reach, row: CommunityMeeting) -> bool:
    """The member who leads the activity, or who leads the community."""
    mine = row.activity.leader_id == reach.person and row.community_id in reach.communities
    return mine or may_lead(reach, row.community)


def may_finish(reach: Reach, row: CommunityDuty) -> bool:
    return row.person_id == reach.person or may_lead(reach, row.community)


def may_complain(reach: Reach, row: Community) -> bool:
    return row.pk in reach.communities


def may_settle(reach: Reach, row: ConductComplaint) -> bool:
    """The coordinator; the head too, unless the author passed over the head."""
    if reach.coordinates(row.unit_id):
        return True
    to_head = row.to == ConductComplaint.To.HEAD and row.author_id != reach.person
    return to_head and reach.holds(row.community.head, row.unit_id)


def may_write_to(reach: Reach, row: Membership) -> bool:
    """A member to any tutor of the same community."""
    return row.community_id in reach.communities and row.person_id != reach.person


def may_train(reach: Reach, row: Membership) -> bool:
    """Write down a training: the member of today, or who leads."""
    mine = row.person_id == reach.person and row.community_id in reach.communities
    return mine or may_lead(reach, row.community)


def may_encourage(reach: Reach, row: Membership) -> bool:
    """Record an incentive: who leads, and whoever answers for the tutor's organisation."""
    return may_lead(reach, row.community) or answers_for(reach, row.unit_id)


def may_see_work(reach: Reach, row: Membership) -> bool:
    """The certificate of activity: counts alone, for the person and those who may ask for it."""
    return row.person_id == reach.person or may_encourage(reach, row)
