"""``marshrut systemd``: unit files for this installation, to be read and put in place."""

from __future__ import annotations

import getpass
import os
import shlex
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from marshrut.management.plainly import Plain
from marshrut.management.words import words

# What the service needs to know and the console knows; it stands in a file of its own.
ENVIRONMENT = (
    "DATABASE_URL",
    "MARSHRUT_COPIES",
    "MARSHRUT_HOSTS",
    "MARSHRUT_MAIL_FROM",
    "MARSHRUT_MAIL_HOST",
    "MARSHRUT_MAIL_PASSWORD",
    "MARSHRUT_MAIL_PORT",
    "MARSHRUT_MAIL_USER",
    "MARSHRUT_ORIGINS",
    "MARSHRUT_PROXIES",
    "MARSHRUT_SECOND_FACTOR",
    "MARSHRUT_SECRET_KEY",
    "MARSHRUT_TIME_ZONE",
)
UNIT = """\
# /etc/systemd/system/{name}.service
[Unit]
Description={description}
After=network-online.target{after}
Wants=network-online.target

[Service]
User={user}
UMask=0077
WorkingDirectory={folder}
Environment=MARSHRUT_DATA={data}
EnvironmentFile=-/etc/marshrut.env
ExecStart={command}
Restart=always
RestartSec=3
TimeoutStopSec=60
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full
ReadWritePaths={writes}

[Install]
WantedBy=multi-user.target
"""


class Command(Plain):
    """Nothing is written: an administrator reads before putting files into the system."""

    help = "Print unit files of systemd for the server and the worker."

    def add_arguments(self, parser: CommandParser) -> None:
        """What cannot be guessed."""
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--user", default=getpass.getuser())

    def run(self, **options: Any) -> None:
        """Two units and the file of settings, with the paths of this installation."""
        own = str(Path(sys.executable).with_name("marshrut"))
        port = str(options["port"])
        after = " postgresql.service" if "DATABASE_URL" in os.environ else ""
        common = {"user": options["user"], "data": settings.DATA, "folder": settings.DATA}
        common["writes"] = " ".join(sorted({str(settings.DATA), str(settings.COPIES)}))
        server = [own, "serve", "--without-worker", "--port", port]
        self.stdout.write(words("systemd_head"))
        self.stdout.write(
            UNIT.format(
                name="marshrut",
                description="Marshrut",
                after=after,
                command=shlex.join(server),
                **common,
            )
        )
        self.stdout.write(
            UNIT.format(
                name="marshrut-worker",
                description="Marshrut: background worker",
                after=f"{after} marshrut.service",
                command=shlex.join([own, "work"]),
                **common,
            )
        )
        self.stdout.write("# /etc/marshrut.env (0600)")
        for name in ENVIRONMENT:
            if name in os.environ:
                self.stdout.write(f"{name}={_hidden(name)}")


def _hidden(name: str) -> str:
    """Passwords are not printed on a console: who has the key of the machine fills them in."""
    is_secret = name in {"MARSHRUT_MAIL_PASSWORD", "MARSHRUT_SECRET_KEY", "DATABASE_URL"}
    return "…" if is_secret else os.environ[name]
