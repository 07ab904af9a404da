"""A region or the country: PostgreSQL, behind a proxy that speaks TLS."""

import os

from marshrut.settings.base import *  # noqa: F403 - settings are a namespace by Django's design
from marshrut.settings.database import postgresql

DATABASES = {"default": postgresql(os.environ["DATABASE_URL"]) | {"CONN_MAX_AGE": 60}}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "marshrut_cache",
    },
}

# Attempts are counted by the address that the nearest proxies tell, else one guesser stops all.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("MARSHRUT_PROXIES", "1"))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# A monitor beside the server asks it directly, past the proxy.
SECURE_REDIRECT_EXEMPT = ["^health/$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
