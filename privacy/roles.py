"""What the database role of the web pages may do on PostgreSQL: read what was released, take in ballots, read no answer.

Pages, API, exports and drafting connect as this role; the worker, which carries answers through the door, as the owner.
Rights are given table by table, from the classes of `privacy.classification`: a table with an answer in it gets none.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from django.apps import apps
from django.db import connection
from psycopg import sql

from privacy.classification import FieldClass, models_with
from privacy.write_once import TABLES as WRITTEN_ONCE

ALL: Final = "SELECT, INSERT, UPDATE, DELETE"
# Handing in looks up whether a ballot was used, and writes that it is; released rows come from the worker alone.
NARROWER: Final[Mapping[str, str]] = {
    "surveys_nullifier": "SELECT, INSERT",
    "privacy_ledgerentry": "SELECT, INSERT",
    "django_migrations": "SELECT",
}
# They run with the rights of their owner and give nothing back (`surveys/migrations/0009`).
FUNCTIONS: Final = ("surveys_add_answer", "surveys_add_comment")


def withheld() -> set[str]:
    """Return the tables of which the web role may do nothing: those with answers in them."""
    answers = {apps.get_model(name)._meta.db_table for name in models_with(FieldClass.ANSWER)}  # noqa: SLF001
    return answers - set(NARROWER)


def rights(table: str) -> str:
    """Return what the web role may do with a table that is not withheld."""
    return NARROWER.get(table) or ("SELECT" if table in WRITTEN_ONCE else ALL)


def _exists(role: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(set(connection.introspection.table_names(cursor)) - withheld())


def statements(role: str, password: str) -> Iterator[sql.Composable]:
    """Yield what makes or renews the role; run twice, the second time changes nothing.

    Parameters
    ----------
    role
        Its name.
    password
        Empty: an existing password stays, and a new role can only come in where the server asks for none.
    """
    name = sql.Identifier(role)
    limits = sql.SQL("LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS")
    if not _exists(role):
        yield sql.SQL("CREATE ROLE {}").format(name)
    yield sql.SQL("ALTER ROLE {} WITH {}").format(name, limits)
    if password:
        yield sql.SQL("ALTER ROLE {} PASSWORD {}").format(name, sql.Literal(password))
    database = sql.Identifier(str(connection.settings_dict["NAME"]))
    yield sql.SQL("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    yield sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name)
    yield sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name)
    yield sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name)
    for table in _tables():
        given = sql.SQL(rights(table))
        yield sql.SQL("GRANT {} ON {} TO {}").format(given, sql.Identifier(table), name)
    yield sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name)
    for function in FUNCTIONS:
        yield sql.SQL("GRANT EXECUTE ON FUNCTION {} TO {}").format(sql.Identifier(function), name)
