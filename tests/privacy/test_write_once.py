from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, models, transaction

from privacy.ledger import record
from privacy.models import LedgerEntry, Refusal, ReleasedCell, ReleasedTable, WriteOnceError
from tests.factories.privacy import a_saved_table

pytestmark = pytest.mark.django_db

WRITTEN_ONCE: list[type[models.Model]] = [ReleasedTable, ReleasedCell, Refusal, LedgerEntry]


@pytest.fixture
def rows() -> None:
    a_saved_table()
    record(actor="system", action="released", subject="wave 1")


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", WRITTEN_ONCE)
@pytest.mark.parametrize(
    "change",
    [lambda rows: rows.delete(), lambda rows: rows.update(**{rows.model._meta.pk.name: models.F("pk")})],
)
def test_the_database_refuses_a_bulk_change(
    model: type[models.Model], change: Callable[[models.QuerySet[models.Model]], object]
) -> None:
    before = list(model._default_manager.values())
    with pytest.raises((DatabaseError, models.ProtectedError)), transaction.atomic():
        change(model._default_manager.all())
    assert list(model._default_manager.values()) == before


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", WRITTEN_ONCE)
@pytest.mark.parametrize("verb", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_the_database_refuses_plain_sql(model: type[models.Model], verb: str) -> None:
    column = connection.ops.quote_name(str(model._meta.pk.column))
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table=model._meta.db_table, column=column))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_a_saved_row_refuses_save_and_delete(model: type[models.Model]) -> None:
    row = model._default_manager.get() if model is not ReleasedCell else model._default_manager.all()[0]
    with pytest.raises(WriteOnceError):
        row.save()
    with pytest.raises(WriteOnceError):
        row.delete()


@pytest.mark.postgres
@pytest.mark.parametrize("model", WRITTEN_ONCE)
def test_the_database_refuses_to_empty_a_table(model: type[models.Model]) -> None:
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")
