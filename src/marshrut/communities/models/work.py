"""What a community does: meetings, documents, duties; what its members may complain of."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from marshrut.activities.models import Activity
from marshrut.communities.models.community import Community, Membership
from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.orders.models import Order
from marshrut.organisations.models import Unit
from marshrut.people.models import Person
from marshrut.programmes.models import Programme


class CommunityMeeting(Versioned):
    """An activity that is the community's own; it has the key of the activity."""

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="meetings")
    result = models.TextField(_("what came of it"), blank=True)

    class Meta:
        verbose_name = _("activity of a community")
        verbose_name_plural = _("activities of a community")

    def __str__(self) -> str:
        return f"{self.activity_id} of {self.community_id}"


class CommunityDocument(Versioned):
    """In the package of the community; members read what is published, with its author's word."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"title", "about", "terms"})

    class Kind(models.TextChoices):
        ACT = "act", _("normative act")
        LOCAL_ACT = "local_act", _("local act")
        PLAN = "plan", _("plan")
        METHOD = "method", _("methodical material")
        REPORT = "report", _("report or analysis")
        RESULT = "result", _("result of the work")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=255)
    about = models.TextField(_("act, number and date, or a few words"), blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    terms = models.CharField(_("terms of use"), max_length=255, blank=True)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    added_on = models.DateField()
    consented_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("document of a community")
        verbose_name_plural = _("documents of a community")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(author__isnull=True)
                | Q(consented_on__isnull=False),
                name="document_published_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status(self) -> str:
        if self.withdrawn_on is not None:
            return "withdrawn"
        if self.published_on is not None:
            return "published"
        return "draft" if self.author_id is None or self.consented_on else "consent"


class CommunityDuty(Versioned):
    """A duty that a clause lays on the community, given by its head to a named person."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"what", "result"})

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="duties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    clause = models.CharField(_("clause"), max_length=60)
    what = models.CharField(_("what to do"), max_length=255)
    given_on = models.DateField()
    due = models.DateField(_("until"))
    done_on = models.DateField(null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        indexes: ClassVar = [models.Index(fields=["programme", "clause"], name="duty_clause")]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.taken_back_on is None

    @property
    def status(self) -> str:
        if self.taken_back_on is not None:
            return "taken_back"
        return "done" if self.done_on is not None else "open"

    def shown_status(self, on: date) -> str:
        """The status as people see it: an open one past its day is late."""
        return "late" if self.is_open and on > self.due else self.status


class ConductComplaint(Versioned):
    """A member turns to the head, or past the head to the coordinator, about the rules."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"text", "settlement"})

    class To(models.TextChoices):
        HEAD = "head", _("the head of the community and the coordinator")
        COORDINATOR = "coordinator", _("the coordinator alone")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.PROTECT, related_name="complaints")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=12, choices=To.choices, default=To.HEAD)
    text = models.TextField(_("what happened"))
    made_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    settlement = models.TextField(_("how it was settled"), blank=True)

    class Meta:
        verbose_name = _("complaint about conduct")
        verbose_name_plural = _("complaints about conduct")

    def __str__(self) -> str:
        return f"{self.author_id} in {self.community_id}"

    @property
    def status(self) -> str:
        return "settled" if self.settled_on is not None else "made"


class Incentive(models.Model):
    """How work in the community was encouraged: the tutor's, or the head's who lets them go."""

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        GRATITUDE = "gratitude", _("letter of gratitude")
        CERTIFICATE = "certificate", _("certificate of honour")
        OTHER = "other", _("other encouragement")

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="incentives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("how"), max_length=12, choices=Kind.choices)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="+")
    on = models.DateField(_("day"))
    note = models.CharField(_("what for"), max_length=255, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
