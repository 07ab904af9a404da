"""The command `marshrut`."""

import os
import sys

from marshrut.management.words import CannotStart, words

OLDEST = (3, 11)


def main() -> None:
    """Run the command named by the arguments; anything unknown is a command of Django."""
    os.environ.setdefault(
        "DJANGO_SETTINGS_MODULE",
        "marshrut.settings.production"
        if "DATABASE_URL" in os.environ
        else "marshrut.settings.embedded",
    )
    # What an installation keeps is nobody else's to read.
    os.umask(0o077)
    try:
        _run(sys.argv[1:])
    except CannotStart as reason:
        sys.stderr.write(f"{reason}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _run(arguments: list[str]) -> None:
    # Imports wait until the version is known to be right and only what is asked for is loaded.
    if sys.version_info < OLDEST:
        code = "old_python"
        raise CannotStart(code, found=sys.version.split()[0])
    command, *rest = arguments or [""]
    if command == "serve":
        from marshrut.management.serving import serve  # noqa: PLC0415

        serve(rest)
    elif command == "work":
        from marshrut.management.working import work  # noqa: PLC0415

        work()
    elif command == "prepare":
        from marshrut.management.preparing import prepare  # noqa: PLC0415

        prepare()
    elif command == "administrator":
        from marshrut.management.administrator import administrator  # noqa: PLC0415

        administrator(rest)
    elif command:
        from django.core.management import execute_from_command_line  # noqa: PLC0415

        execute_from_command_line(["marshrut", *arguments])
    else:
        sys.stdout.write(words("usage") + "\n")


if __name__ == "__main__":
    main()
