"""The table of those who may sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Finds and makes users by login, whatever its letters' case."""

    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user; without a password nobody can sign in until one is set."""
        user = self.model(login=login, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the user whose login this is."""
        return self.get(login=normal_login(username or ""))


class User(AbstractBaseUser):
    """An account: a way in and nothing else. The person behind it is in people."""

    PERSONAL: ClassVar[frozenset[str]] = frozenset({"login", "email", "password"})

    login = models.CharField(_("login"), max_length=150, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("ru", _("Russian")), ("en", _("English"))],
        default="ru",
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.login

    def clean(self) -> None:
        """Bring login and e-mail to the form they are kept in."""
        super().clean()
        self.login = normal_login(self.login)
        self.email = type(self).objects.normalize_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep every login in one case: SQLite cannot compare Cyrillic letters without it."""
        self.login = normal_login(self.login)
        super().save(*args, **kwargs)


def normal_login(login: str) -> str:
    """Bring a login to the one form in which it is kept and looked up."""
    return User.normalize_username(login).strip().lower()
