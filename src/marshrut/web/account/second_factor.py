"""Where the installation asks some offices for a second factor, their holders set it up first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

# Setting the factor up, signing out and the language stay open.
OPEN = ("/account/", "/i18n/", "/static/")


class SecondFactor:
    """Middleware: leads to setting up the second factor until it is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.SECOND_FACTOR_FOR:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._is_wanted(request):
            messages.info(request, _("Your office needs a second factor. Set it up to go on."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def _is_wanted(self, request: HttpRequest) -> bool:
        asked: Any = request
        if request.path.startswith(OPEN) or not request.user.is_authenticated:
            return False
        holds = any(asked.reach.offices.get(role) for role in settings.SECOND_FACTOR_FOR)
        return holds and not is_mfa_enabled(request.user)
