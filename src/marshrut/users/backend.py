"""Who is signed in, fetched together with the person behind the account."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from marshrut.users.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Signs in by login or e-mail; every page names its reader, so the person comes along."""

    def get_user(self, user_id: Any) -> User | None:
        """The account of a session, None when it is gone or closed."""
        user = User.objects.select_related("person").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
