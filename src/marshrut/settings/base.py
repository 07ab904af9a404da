"""Settings shared by every kind of installation."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from marshrut.settings.secret import secret_key

SOURCE = Path(__file__).resolve().parent.parent

# Everything an installation keeps or makes lives in this folder and nowhere else.
DATA = Path(os.environ.get("MARSHRUT_DATA", "data")).resolve()
ATTACHMENTS = DATA / "attachments"
BUILD = DATA / "build"
# Archives that people have asked for, until they are taken or thrown away.
EXPORTS = DATA / "exports"
# Copies are better kept on another disk than what they are copies of.
COPIES = Path(os.environ.get("MARSHRUT_COPIES") or DATA / "copies").resolve()

DEMONSTRATION = os.environ.get("MARSHRUT_DEMONSTRATION", "") not in {"", "0", "no"}

SECRET_KEY = os.environ.get("MARSHRUT_SECRET_KEY") or secret_key(DATA)
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MARSHRUT_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
# Origins of POST requests behind a proxy, with their scheme: https://marshrut.example
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MARSHRUT_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "marshrut",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marshrut.web.request.Reaching",
    "marshrut.web.looking.Looking",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "marshrut.web.account.second_factor.SecondFactor",
    "django_htmx.middleware.HtmxMiddleware",
    "marshrut.web.errors.DeedAnswers",
]

ROOT_URLCONF = "marshrut.web.urls"
WSGI_APPLICATION = "marshrut.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "csp.context_processors.nonce",
                "marshrut.web.context.page",
            ],
            "builtins": [
                "marshrut.web.tags.marks",
                "marshrut.web.tags.dates",
                "marshrut.web.tags.words",
                "marshrut.web.tags.people",
                "marshrut.web.tags.parts",
                "marshrut.web.tags.verbs",
            ],
        },
    },
]

FORM_RENDERER = "marshrut.web.fields.Renderer"
CSRF_FAILURE_VIEW = "marshrut.web.errors.csrf_failed"

# Reads write nothing: a transaction is opened by a deed, because with SQLite it is the write lock.
ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Sign-in
AUTH_USER_MODEL = "marshrut.User"
AUTHENTICATION_BACKENDS = ["marshrut.users.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "marshrut.users.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
# Accounts are made by the school, and many schools have no mail: nothing may wait for a letter.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS: dict[str, str] | bool = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Маршрут"
# A wrong clock of a phone by one step is forgiven, no more.
MFA_TOTP_TOLERANCE = 1
# Offices whose holders must have a second factor, as in "municipal_coordinator,administrator".
SECOND_FACTOR_FOR = [o for o in os.environ.get("MARSHRUT_SECOND_FACTOR", "").split(",") if o]

# Sessions and cookies
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "marshrut_session"
CSRF_COOKIE_NAME = "marshrut_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_NAME = "marshrut_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        # data: is for the picture of the second factor's QR code, which must not be a page.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

# Languages and time
LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("MARSHRUT_TIME_ZONE", "Europe/Moscow")

# Static files: ours from the source, fonts cut down at install from the build folder.
STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "static"
STATICFILES_DIRS = [SOURCE / "web" / "static", BUILD / "assets"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": ATTACHMENTS},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Uploads
FILE_LIMIT = 20 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# Mail: off until an address of a server is given; the pages say so.
EMAIL_HOST = os.environ.get("MARSHRUT_MAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("MARSHRUT_MAIL_PORT", "465"))
EMAIL_HOST_USER = os.environ.get("MARSHRUT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("MARSHRUT_MAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465  # the port that speaks TLS from the first byte
EMAIL_USE_TLS = bool(EMAIL_HOST) and not EMAIL_USE_SSL
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("MARSHRUT_MAIL_FROM", "marshrut@localhost")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.dummy.EmailBackend"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Cutting fonts down tells of every glyph.
        "fontTools": {"level": "ERROR"},
    },
}

SILENCED_SYSTEM_CHECKS: list[str] = []
