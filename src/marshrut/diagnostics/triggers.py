"""Freezes published instruments in the database itself: scores mean what was asked then."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from marshrut.journal.triggers import run

TABLE = "marshrut_instrument"
SAID = "a published questionnaire is frozen"

SQLITE_INSTALL = [
    f"""CREATE TRIGGER instrument_refuses_{verb.lower()} BEFORE {verb} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, '{SAID}'); END"""
    for verb in ("UPDATE", "DELETE")
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS instrument_refuses_{v}" for v in ("update", "delete")]

POSTGRESQL_INSTALL = [
    f"""CREATE FUNCTION instrument_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER instrument_refuses_change BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW
    EXECUTE FUNCTION instrument_refuses()""",
]
POSTGRESQL_REMOVE = [
    f"DROP TRIGGER IF EXISTS instrument_refuses_change ON {TABLE}",
    "DROP FUNCTION IF EXISTS instrument_refuses()",
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
