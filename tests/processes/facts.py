"""Makes the first rows, or prints as JSON what the installation holds."""

import json
import os
import sys

import django

os.environ.setdefault(
    "DJANGO_SETTINGS_MODULE",
    "marshrut.settings.production"
    if "DATABASE_URL" in os.environ
    else "marshrut.settings.embedded",
)
django.setup()

from marshrut.journal.models import JournalEntry  # noqa: E402
from marshrut.notices.models import Job, Notice  # noqa: E402
from marshrut.organisations.models import Unit  # noqa: E402
from marshrut.users.models import User  # noqa: E402


def main(command: str) -> None:
    """Make or tell."""
    if command == "begin":
        User.objects.create_user("reader")
        Unit.objects.create(kind="school", name="0", short_name="0", path="1/")
        return
    unit = Unit.objects.earliest("pk")
    facts = {
        "name": unit.name,
        "version": unit.row_version,
        "journal": list(JournalEntry.objects.order_by("pk").values_list("deed_key", flat=True)),
        "notices": [
            n["to"] for n in Notice.objects.order_by("pk").values_list("params", flat=True)
        ],
        "jobs": list(Job.objects.values_list("payload__to", flat=True)),
    }
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main(sys.argv[1])
