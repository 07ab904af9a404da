"""Tables of what waits to be told and to be done."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One thing told to one user: a code and its parameters; the sentence is made in web."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"params"})

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="notices",
        verbose_name=_("user"),
    )
    code = models.CharField(_("code"), max_length=60)
    params = models.JSONField(_("parameters"), default=dict, encoder=DjangoJSONEncoder)
    url = models.CharField(_("address"), max_length=300, blank=True)
    key = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(_("created"))
    read_at = models.DateTimeField(_("read"), null=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes: ClassVar = [
            models.Index(fields=["user", "-created_at"], name="notices_of_user"),
            models.Index(
                fields=["created_at"], name="notices_to_mail", condition=Q(mailed_at=None)
            ),
        ]
        constraints: ClassVar = [
            # A reminder sent by a repeated job is told once.
            models.UniqueConstraint(
                fields=["user", "key"],
                condition=~Q(key=""),
                name="a_notice_is_told_once",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Job(models.Model):
    """Background work: inserted by a deed, done at least once by a worker that holds its lease."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"payload", "result"})

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(max_length=120, blank=True)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    run_at = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    # Asked for again while it runs: the facts may have changed after it read them.
    again = models.BooleanField(default=False)
    done_at = models.DateTimeField(_("done"), null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    progress = models.PositiveSmallIntegerField(_("per cent done"), default=0)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        indexes: ClassVar = [
            models.Index(
                fields=["run_at"],
                name="open_jobs",
                condition=Q(done_at=None, failed_at=None),
            ),
            models.Index(fields=["kind", "key"], name="jobs_by_key"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=Q(done_at=None, failed_at=None) & ~Q(key=""),
                name="one_open_job_per_key",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
