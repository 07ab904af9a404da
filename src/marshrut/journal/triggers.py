"""Makes the journal append-only in the database itself, below every mistake of ours."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "marshrut_journalentry"

SQLITE_INSTALL = [
    f"""CREATE TRIGGER journal_refuses_{verb} BEFORE {verb.upper()} ON {TABLE}
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"""
    for verb in ("update", "delete")
]
SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS journal_refuses_{v}" for v in ("update", "delete")]

POSTGRESQL_INSTALL = [
    """CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the journal is append-only'
        USING ERRCODE = 'integrity_constraint_violation';
    END $$""",
    f"""CREATE TRIGGER journal_refuses_change BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION journal_refuses()""",
]
POSTGRESQL_REMOVE = [
    f"DROP TRIGGER IF EXISTS journal_refuses_change ON {TABLE}",
    "DROP FUNCTION IF EXISTS journal_refuses()",
]


def install(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place, afresh if they are there.

    SQLite remakes a table to change it and drops its triggers: a migration that changes the
    journal's table must call this again.
    """
    remove(schema_editor)
    run(schema_editor, sqlite=SQLITE_INSTALL, postgresql=POSTGRESQL_INSTALL)


def remove(schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away; only for going back in migrations."""
    run(schema_editor, sqlite=SQLITE_REMOVE, postgresql=POSTGRESQL_REMOVE)


def run(
    schema_editor: BaseDatabaseSchemaEditor, *, sqlite: Sequence[str], postgresql: Sequence[str]
) -> None:
    """Execute the statements that this database understands; other nouns guard tables with it."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in postgresql if on_postgresql else sqlite:
        schema_editor.execute(statement)
