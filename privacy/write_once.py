"""Triggers that refuse to change or delete what was released or recorded, whoever asks.

They stand below the ORM: a bulk update, a deletion in the admin or plain SQL meets them too. The owner of the database
can drop them; the ledger's chain, its digest noted elsewhere, and the certificates are for that case.
"""

from collections.abc import Iterator
from typing import Final

TABLES: Final = ("privacy_releasedtable", "privacy_releasedcell", "privacy_refusal", "privacy_ledgerentry")
MESSAGE: Final = "released and recorded rows are written once"


def create(vendor: str) -> Iterator[str]:
    """Yield the statements that put the triggers in place."""
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION privacy_written_once() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'restrict_violation'; END $$"
        )
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            name = f"{table}_no_{verb.lower()}"
            if vendor == "postgresql":
                yield (
                    f"CREATE TRIGGER {name} BEFORE {verb} ON {table} "
                    "FOR EACH ROW EXECUTE FUNCTION privacy_written_once()"
                )
            else:
                yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def drop(vendor: str) -> Iterator[str]:
    """Yield the statements that take the triggers away: for a reversed migration and for emptying a test database."""
    yield from allow_truncate(vendor)
    for table in TABLES:
        for verb in ("update", "delete"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            yield f"DROP TRIGGER IF EXISTS {table}_no_{verb}{on}"
    if vendor == "postgresql":
        yield "DROP FUNCTION IF EXISTS privacy_written_once()"


def refuse_truncate(vendor: str) -> Iterator[str]:
    """Yield the statements that refuse to empty a whole table; SQLite knows no such command."""
    if vendor == "postgresql":
        for table in TABLES:
            yield (
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION privacy_written_once()"
            )


def allow_truncate(vendor: str) -> Iterator[str]:
    """Yield the statements that take those away."""
    if vendor == "postgresql":
        for table in TABLES:
            yield f"DROP TRIGGER IF EXISTS {table}_no_truncate ON {table}"
