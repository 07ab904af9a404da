"""The one Django application."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class MarshrutConfig(AppConfig):
    """One application and one line of migrations, so tables may move between nouns freely."""

    name = "marshrut"
    label = "marshrut"
    verbose_name = "Маршрут"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What follows a deed must be known wherever deeds are done, not only to the worker."""
        from marshrut.notices.loading import load_handlers  # noqa: PLC0415 - needs the tables
        from marshrut.web.account.last import note_sign_in  # noqa: PLC0415 - needs the tables

        load_handlers()
        # Under this name Django would write its own time, which a demonstration does not keep.
        user_logged_in.connect(note_sign_in, dispatch_uid="update_last_login")
