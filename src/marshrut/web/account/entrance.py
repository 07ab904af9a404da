"""Ways in: password, slip with a one-time code, a card of the demonstration."""

from __future__ import annotations

from allauth.account.views import LoginView
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.signals import on_user_logged_in
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from marshrut.journal.deeds import Wrong
from marshrut.people.operations import use_slip
from marshrut.people.queries import user_with
from marshrut.people.reach import Reach
from marshrut.users.models import User
from marshrut.web.account.forms import SlipForm
from marshrut.web.account.personas import personas
from marshrut.web.account.throttle import count_failure, is_throttled
from marshrut.web.context import address
from marshrut.web.deeds import fitting
from marshrut.web.errors import wrong_sentence
from marshrut.web.request import Request, signed_in

BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door: login and password, the way with a slip, and the cards of a demonstration."""
    more = {
        "personas": personas(),
        "personas_url": address("demonstration_sign_in"),
        "slip_url": reverse("slip"),
    }
    answer: HttpResponse = LoginView.as_view(extra_context=more)(request)
    return answer


def closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up alone; the name of the address is wanted by the sign-in page only."""
    del request
    raise Http404


@never_cache
@sensitive_post_parameters("code", "password", "again")
def slip(request: Request) -> HttpResponse:
    """Exchange a printed code for a password of one's own, and come in."""
    form = SlipForm(request.POST or None, initial={"login": request.GET.get("login", "")})
    if request.method == "POST" and form.is_valid():
        user = _opened(request, form)
        if user is not None:
            messages.success(request, _("The password is set. The slip is needed no more."))
            # Paper stands for a password, never for the second factor.
            if is_mfa_enabled(user):
                return redirect(settings.LOGIN_URL)
            _come_in(request, user)
            return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "account/slip.html", {"title": _("Sign in with a slip"), "form": form})


def _opened(request: Request, form: SlipForm) -> User | None:
    """The user whom the code opens; otherwise None and a word in the form."""
    login = form.cleaned_data["login"]
    if is_throttled(request, login):
        form.add_error(None, _("Too many attempts. Try again in a quarter of an hour."))
        return None
    door = Reach.system("sign-in slip", request.reach.on)
    try:
        return use_slip(**fitting(use_slip, {}, form.values), actor=door, at=request.at)
    except Wrong as wrong:
        count_failure(request, login)
        form.add_error(None, wrong_sentence(wrong))
        return None


def _come_in(request: HttpRequest, user: User) -> None:
    """Begin a session that its owner finds under «Where I am signed in» and may end."""
    begin_session(request, user, backend=BACKEND)
    on_user_logged_in(User, request=request)


@require_POST
def demonstration_sign_in(request: HttpRequest) -> HttpResponse:
    """Come in as one of the invented people; only those on the cards, only in a demonstration."""
    login = request.POST.get("login", "")
    if login not in {persona.login for persona in personas()}:
        raise Http404
    logout(request)
    if not login:
        return redirect(address("public"))
    _come_in(request, user_with(login))
    return redirect(settings.LOGIN_REDIRECT_URL)


@signed_in
def demonstration_personas(request: Request) -> HttpResponse:
    """The cards for somebody already inside."""
    if not settings.DEMONSTRATION:
        raise Http404
    shown = {
        "title": _("Sign in as someone else"),
        "personas": personas(),
        "personas_url": reverse("demonstration_sign_in"),
    }
    return render(request, "demonstration/personas.html", shown)
