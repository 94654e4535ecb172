"""After the demo: no way leads from an answer to a person, in the schema or in a dump, and no event is left."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.db import connection, models, transaction

from engagement.actions.models import Plan
from engagement.demo.links import unused_links
from engagement.demo.models import Playthrough
from engagement.demo.world.calendars.meeting import EXTRA
from engagement.demo.world.calendars.teams import OUTSIDE
from engagement.insights.models import Alert
from people.models import Account, Person
from privacy.ledger import verify
from privacy.models import ReleasedTable
from surveys.enums import WaveState
from surveys.models import Nullifier, Wave
from surveys.models.answers import Answer, Comment
from surveys.models.sealed import SealedField
from tests.factories.demo import Played, play_small

RAW = (Answer, Comment)
# The only relation an answer has: the group it comes from, ten people at least.
GROUP = {(Answer, "cell"), (Comment, "cell")}


@pytest.fixture(scope="module")
def played(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Play once for this file; everything is rolled back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]  # untyped plug-in
        yield play_small(tmp_path_factory.mktemp("demo") / "files")
        transaction.set_rollback(True)


def neighbours() -> dict[type[models.Model], set[type[models.Model]]]:
    """Every relation of every model, both ways, hidden ones too; the groups of answers left out."""
    found: dict[type[models.Model], set[type[models.Model]]] = {model: set() for model in apps.get_models()}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields(include_hidden=True):
            other = field.related_model
            if (
                field.is_relation
                and isinstance(other, type)
                and field.concrete
                and (model, field.name) not in GROUP
            ):
                found.setdefault(model, set()).add(other)
                found.setdefault(other, set()).add(model)
    return found


def reachable(start: type[models.Model]) -> set[type[models.Model]]:
    graph, seen, waiting = neighbours(), set(), [start]
    while waiting:
        model = waiting.pop()
        seen.add(model)
        waiting += graph[model] - seen
    return seen


@pytest.mark.parametrize("raw", RAW)
def test_no_relation_but_the_group_touches_an_answer(raw: type[models.Model]) -> None:
    assert reachable(raw) == {raw}


def test_the_walk_would_see_a_key_to_a_person() -> None:
    assert {Account, Playthrough} & reachable(Person) == {Account}


@pytest.mark.parametrize("raw", RAW)
def test_an_answer_has_no_column_for_a_time_or_an_address(raw: type[models.Model]) -> None:
    kinds = {type(field) for field in raw._meta.get_fields()}

    assert kinds <= {models.UUIDField, models.ForeignKey, models.CharField, SealedField}
    assert {field.name for field in raw._meta.get_fields()} <= {"id", "cell", "values", "question", "text"}


@cache
def dump() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    tables: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            tables[table] = [repr(row) for row in cursor.fetchall()]
    return tables


@pytest.mark.slow
@pytest.mark.django_db
def test_a_dump_after_the_demo_leads_from_no_answer_to_a_person(played: Played) -> None:
    dump.cache_clear()
    everything = "\n".join(row for rows in dump().values() for row in rows)
    # Opened, as somebody who has the site's secret besides the dump would read it.
    raw = "\n".join(repr(row) for model in RAW for row in model._base_manager.values_list())

    assert len(played.link_tokens) > 1_900
    assert len(played.ballot_tokens) > 1_200
    assert [token for token in played.link_tokens | played.ballot_tokens if token in everything] == []
    people = {value for person in played.world.people for value in (person.address, person.code)}
    assert [value for value in people if re.search(rf"\b{re.escape(value)}\b", raw)] == []
    assert "@" not in raw
    assert not re.search(r"\b20\d\d-\d\d-\d\d\b", raw)
    open_wave = Wave.objects.get(state=WaveState.OPEN)
    assert set(Nullifier.objects.values_list("wave", flat=True)) == {open_wave.pk}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_dump_after_the_demo_holds_no_event(played: Played) -> None:
    dump.cache_clear()
    everything = "\n".join(row for rows in dump().values() for row in rows)
    titles = [series.title for extra in EXTRA.values() for series in extra] + [
        "Joint project",
        "Numbers of the month",
    ]

    assert [title for title in titles if title in everything] == []
    assert [host for host in OUTSIDE if host in everything] == []
    assert not re.search(r"BEGIN:VEVENT|RRULE|DTSTART", everything)


@pytest.mark.slow
@pytest.mark.django_db
def test_there_is_life_on_every_page(played: Played) -> None:
    kinds = dict.fromkeys(ReleasedTable.objects.values_list("kind", flat=True))
    run = Playthrough.objects.get()

    assert set(kinds) == {"wave", "topics", "emergent", "block"}
    assert run.finished
    assert Wave.objects.filter(state=WaveState.RELEASED, kind="pulse").count() == 12
    assert Wave.objects.filter(state=WaveState.RELEASED, kind="exit").exists()
    assert ReleasedTable.objects.filter(kind="block").count() == 13
    assert {"meeting_marathon", "burnout"} <= set(Alert.objects.values_list("theme", flat=True))
    assert Plan.objects.filter(steps__done_on__isnull=False).exists()
    assert unused_links(played.out)
    assert verify() == []
