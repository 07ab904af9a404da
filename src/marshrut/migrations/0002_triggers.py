"""What the database itself refuses: a changed journal, a changed approved regulation."""

from typing import Any, ClassVar

from django.db import migrations

from marshrut.journal import triggers as journal
from marshrut.regulations import triggers as regulations


def install(_apps: Any, schema_editor: Any) -> None:
    journal.install(schema_editor)
    regulations.install(schema_editor)


def remove(_apps: Any, schema_editor: Any) -> None:
    regulations.remove(schema_editor)
    journal.remove(schema_editor)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("marshrut", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(install, remove)]
