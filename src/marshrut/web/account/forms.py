"""Forms of the account: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import (
    password_validators_help_text_html,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from marshrut.web.deeds import DeedForm
from marshrut.web.fields import Paragraph, who_sees


class SlipForm(DeedForm):
    """A login and a code from paper, and the password that one chooses."""

    login = forms.CharField(
        label=_("Login"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("One-time code"),
        max_length=30,
        help_text=_("Eight letters from the slip; a dash and capitals may be left out."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}
        ),
    )
    password = forms.CharField(
        label=_("New password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = SafeString(password_validators_help_text_html())

    def clean_password(self) -> str:
        """As strong as any other password here."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password

    def clean(self) -> dict[str, Any]:
        """Both typings are one password."""
        super().clean()
        typed = self.cleaned_data
        if "password" in typed and typed["password"] != typed.get("again"):
            self.add_error("again", ValidationError(_("The two passwords differ.")))
        typed.pop("again", None)
        return typed


class ContactsForm(DeedForm):
    """One's own e-mail and phone."""

    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = _("Will be seen by: you, the head of your organisation and the coordinator")
        who_sees(self, email=line, phone=line)


class LanguageForm(DeedForm):
    """The language of pages and letters."""

    language = forms.ChoiceField(
        label=_("Language of pages and letters"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class ObjectionForm(DeedForm):
    """«Это не так»."""

    text = Paragraph(
        label=_("What is not so"),
        max_length=2000,
        help_text=_("The record stays, your objection stands beside it until it is put right."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who_sees(self, text=_("Will be seen by: you and whoever made the record"))
