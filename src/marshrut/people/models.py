"""People and what is known of them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from marshrut.files.models import StoredFile
from marshrut.journal.models import Versioned
from marshrut.organisations.models import Unit


class Person(Versioned):
    """One human being in the installation; accounts, jobs and offices hang on it."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset(
        {"surname", "given", "patronymic", "email", "phone", "gender"}
    )

    class Gender(models.TextChoices):
        FEMALE = "f", _("woman")
        MALE = "m", _("man")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="person"
    )
    surname = models.CharField(_("surname"), max_length=100)
    given = models.CharField(_("given name"), max_length=100)
    patronymic = models.CharField(_("patronymic"), max_length=100, blank=True)
    gender = models.CharField(_("gender"), max_length=1, choices=Gender.choices, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    # The person refused or withdrew the consent to them: shown to nobody else, asked no more.
    contacts_withheld = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes: ClassVar = [models.Index(fields=["surname", "given"], name="person_name")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.surname, self.given, self.patronymic)))

    @property
    def has_no_ties(self) -> bool:
        """Just written down: nobody's yet, so whoever adds may give the first tie."""
        return not (self.user_id or self.employments.exists() or self.offices.exists())

    @property
    def short_name(self) -> str:
        """Surname and initials, joined by no-break spaces."""
        initials = [f"{name[0]}." for name in (self.given, self.patronymic) if name]
        return "\N{NO-BREAK SPACE}".join((self.surname, *initials))


class Employment(Versioned):
    """A place of work on [since, until); ``post_class`` is empty when no list knows the post."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employments")
    post = models.CharField(_("post as written"), max_length=200)
    post_class = models.CharField(_("class of the post"), max_length=40, blank=True)
    pedagogical = models.BooleanField(_("pedagogical worker"), default=True)
    subject = models.CharField(_("subject taught"), max_length=100, blank=True)
    tutor_post = models.BooleanField(_("a tutor's post in the staffing table"), default=False)
    category = models.CharField(_("qualification category"), max_length=60, blank=True)
    since = models.DateField(_("works since"))
    until = models.DateField(_("worked until"), null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="employment_until_after_since",
            ),
            models.UniqueConstraint(
                fields=["person", "unit", "post"],
                condition=Q(until__isnull=True),
                name="employment_open_once",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "until"], name="employment_unit")]

    def __str__(self) -> str:
        return f"{self.post}, {self.unit_id}"


class Experience(models.Model):
    """Work beside the known employments, by kind of post; a length is kept as a period."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="experiences")
    kind = models.CharField(max_length=20)  # teaching, managing, other
    since = models.DateField()
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")), name="experience_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}–{self.until}"


class Education(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="educations")
    level = models.CharField(_("level"), max_length=20)  # higher, secondary
    field = models.CharField(_("field"), max_length=40)  # pedagogy, psychology, other
    place = models.CharField(_("institution"), max_length=255, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.level} {self.field}"


class Training(models.Model):
    """A course, seminar or training that the person went through, with its certificate if any."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trainings")
    title = models.CharField(_("programme of the training"), max_length=255)
    place = models.CharField(_("who taught"), max_length=255, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    certificate = models.CharField(_("number of the certificate"), max_length=60, blank=True)
    on = models.DateField(_("day of the certificate or of the end"))

    def __str__(self) -> str:
        return self.title


class Office(models.Model):
    """The only stored roles: granted at a unit (and all under it) on [since, until).

    With ``acting_for`` the person acts for the absent holder, on a basis and for a term.
    """

    class Role(models.TextChoices):
        ADMINISTRATOR = "administrator", _("system administrator")
        REGIONAL_COORDINATOR = "regional_coordinator", _("regional coordinator")
        REGIONAL_CURATOR = "regional_curator", _("regional curator of a direction")
        MUNICIPAL_COORDINATOR = "municipal_coordinator", _("municipal coordinator")
        MTK_COORDINATOR = "mtk_coordinator", _("coordinator of the municipal tutor team")
        COMMUNITY_HEAD = "community_head", _("head of the community of tutors")
        HEAD = "head", _("head of the organisation")
        RESPONSIBLE = "responsible", _("responsible in the organisation")
        MANAGEMENT_TEAM = "management_team", _("management team of the school")
        DATA_OFFICER = "data_officer", _("personal-data officer")
        PUBLISHER = "publisher", _("responsible for publication")
        INSPECTOR = "inspector", _("inspector (read only)")

    OF_A_SCHOOL: ClassVar = (Role.HEAD, Role.RESPONSIBLE, Role.MANAGEMENT_TEAM)

    class Basis(models.TextChoices):
        ORDER = "order", _("order")
        NOTE = "note", _("note")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="offices")
    role = models.CharField(max_length=30, choices=Role.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="offices")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    acting_for = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="entrusted"
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices, blank=True)
    basis_text = models.CharField(_("number and date, or what it says"), max_length=255, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="office_until_after_since",
            ),
            models.CheckConstraint(
                condition=Q(acting_for__isnull=True, basis="")
                | (Q(acting_for__isnull=False, until__isnull=False) & ~Q(basis="")),
                name="office_acting_has_basis_and_term",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "unit"],
                condition=Q(until__isnull=True),
                name="office_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} at {self.unit_id}"


class SignInSlip(models.Model):
    """A one-time code printed for a person without mail; only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="slips")
    code_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"slip of {self.person_id}"


class Draft(models.Model):
    """Text typed and not yet submitted: own rows only, no journal, 30 days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    key = models.CharField(max_length=150)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "key"], name="draft_once")]

    def __str__(self) -> str:
        return self.key


class PaperRecord(models.Model):
    """Somebody's word recorded for them («Внести с бумаги»); the person sees it and may object.

    Or what a coordinator entered for an organisation: then its head sees it and may object.
    """

    class Basis(models.TextChoices):
        PAPER = "paper", _("paper")
        PHONE = "phone", _("phone")
        MEETING = "meeting", _("meeting")

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="paper_records"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()
    basis = models.CharField(max_length=10, choices=Basis.choices)
    happened_on = models.DateField()
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    objected_at = models.DateTimeField(null=True)
    objection = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "key"], name="paper_thing")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=True, unit__isnull=False)
                | Q(person__isnull=False, unit__isnull=True),
                name="paper_of_a_person_or_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.key}"
