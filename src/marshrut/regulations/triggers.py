"""Freezes approved versions in the database itself: what guarded yesterday stays as it was."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from marshrut.journal.triggers import run

TABLE = "marshrut_regulationversion"
# A version may still get its last day (until); what it says and by which order may not change.
FROZEN = ("document", "digest", "status", "number", "regulation_id", "order_id", "since")
SAID = "an approved version is frozen"

SQLITE_INSTALL = [
    f"""CREATE TRIGGER version_refuses_update BEFORE UPDATE ON {TABLE}
    WHEN OLD.status = 'approved' AND ({" OR ".join(f"NEW.{n} IS NOT OLD.{n}" for n in FROZEN)})
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
    f"""CREATE TRIGGER version_refuses_delete BEFORE DELETE ON {TABLE}
    WHEN OLD.status = 'approved'
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END""",
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS version_refuses_{v}" for v in ("update", "delete")]

POSTGRESQL_INSTALL = [
    f"""CREATE FUNCTION version_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER version_refuses_update BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.status = 'approved' AND (
        {" OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN)}
    ))
    EXECUTE FUNCTION version_refuses()""",
    f"""CREATE TRIGGER version_refuses_delete BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN (OLD.status = 'approved')
    EXECUTE FUNCTION version_refuses()""",
]
POSTGRESQL_REMOVE = [
    f"DROP TRIGGER IF EXISTS version_refuses_update ON {TABLE}",
    f"DROP TRIGGER IF EXISTS version_refuses_delete ON {TABLE}",
    "DROP FUNCTION IF EXISTS version_refuses()",
]


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place, afresh if they are there.

    SQLite remakes a table to change it and drops its triggers: a migration that changes this table
    must call this again.
    """
    remove(schema_editor)
    run(schema_editor, sqlite=SQLITE_INSTALL, postgresql=POSTGRESQL_INSTALL)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away; only for going back in migrations."""
    run(schema_editor, sqlite=SQLITE_REMOVE, postgresql=POSTGRESQL_REMOVE)
