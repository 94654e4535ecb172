"""No path from an answer to a person: over the schema, and over everything stored after answering over real HTTP."""

import http.client
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from surveys.invitations import invite
from surveys.models import Invitation
from surveys.models.answers import Answer, Comment
from surveys.waves import close_wave
from tests.factories import surveys as make

AGENT = "Canary-Browser/77.1 (whistle)"
ADDRESS = "198.51.100.23"
COMMENT = "The canary sang in the comment"
TIMED = (models.DateField, models.TimeField, models.DurationField, models.GenericIPAddressField)


def _reachable(start: type[models.Model]) -> set[type[models.Model]]:
    """Every model to which a chain of keys leads, in the direction of the key."""
    found: set[type[models.Model]] = set()
    waiting = [start]
    while waiting:
        for field in waiting.pop()._meta.get_fields():
            target = field.related_model if field.concrete else None
            if isinstance(target, type) and target not in found:
                found.add(target)
                waiting.append(target)
    return found


@pytest.mark.parametrize("model", [Answer, Comment])
def test_answer_carries_a_random_id_its_cell_and_its_values_only(model: type[models.Model]) -> None:
    fields = {field.name: field for field in model._meta.get_fields()}

    assert set(fields) in ({"id", "cell", "values"}, {"id", "cell", "question", "text"})
    assert isinstance(fields["id"], models.UUIDField)
    assert not any(isinstance(field, TIMED) for field in fields.values())


@pytest.mark.parametrize("model", [Answer, Comment])
def test_no_model_has_a_key_or_a_way_back_to_answers(model: type[models.Model]) -> None:
    pointing = [
        field
        for other in apps.get_models()
        for field in other._meta.get_fields()
        if field.related_model is model
    ]

    assert pointing == []


def test_keys_of_an_answer_lead_to_no_person_except_by_the_whole_roster_of_its_wave() -> None:
    names = {model.__name__ for model in _reachable(Answer)}

    assert names == {"Cell", "Wave", "Questionnaire", "Roster"}


def test_nothing_that_knows_a_person_knows_a_ballot() -> None:
    fields = {field.name for field in Invitation._meta.get_fields()}

    assert fields == {"id", "wave", "person", "cell", "token_hash", "collected_on", "blinded_hash"}
    assert isinstance(Invitation._meta.get_field("collected_on"), models.DateField)
    assert not isinstance(Invitation._meta.get_field("collected_on"), models.DateTimeField)


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """Everything that is logged, by anybody, at any level."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record) + repr(record.__dict__))

    root, handler = logging.getLogger(), Keep()
    names = ["django.request", "django.server", "surveys"]
    loggers = [root, *map(logging.getLogger, names)]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.INFO)
        logger.addHandler(handler)
    yield lines
    for logger, level in zip(loggers, before, strict=True):
        logger.removeHandler(handler)
        logger.setLevel(level)


def _ask(
    server: LiveServer, method: str, path: str, form: dict[str, str] | None = None
) -> http.client.HTTPResponse:
    """One request of a browser that leaves every trace it can."""
    parts = urlsplit(server.url)
    link = http.client.HTTPConnection(parts.hostname or "", parts.port)
    headers = {
        "User-Agent": AGENT,
        "X-Forwarded-For": ADDRESS,
        "Referer": f"https://mail.example.org/{ADDRESS}",
        "Cookie": "sessionid=canary-session-cookie",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    link.request(method, path, body=urlencode(form or {}, doseq=True), headers=headers)
    response = link.getresponse()
    response.read()
    link.close()
    return response


def _dump() -> dict[str, str]:
    """Return table -> every row of it, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = "\n".join(map(repr, cursor.fetchall()))
    return found


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_visit_is_left_anywhere(live_server: LiveServer, log_lines: list[str]) -> None:
    make.company({"A": 12})
    today = timezone.localdate()
    wave = make.wave(opens_on=today, closes_on=today + timedelta(days=3))
    invited, link = invite(wave=wave)[0]
    cache.clear()

    _ask(live_server, "GET", reverse("surveys:invitation", args=[link]))
    ballot = _ask(live_server, "POST", reverse("surveys:invitation", args=[link])).headers["Location"]
    token = ballot.split("/")[2]
    _ask(live_server, "GET", ballot)
    refused = _ask(live_server, "POST", ballot, {"q1": "9"})
    sent = _ask(live_server, "POST", ballot, {"q1": "4", "why": COMMENT})
    _ask(live_server, "GET", sent.headers["Location"])
    _ask(live_server, "GET", f"/b/{token}x/")
    _ask(live_server, "GET", f"/s/{link}x/")

    assert (refused.status, sent.status) == (422, 303)
    for stage in ("open", "closed"):
        tables = _dump()
        everywhere = "\n".join([*tables.values(), *log_lines, repr(getattr(cache, "_cache", ""))])
        for canary in (AGENT, ADDRESS, "127.0.0.1", "canary-session", link, token):
            assert canary not in everywhere, (stage, canary)
        assert COMMENT not in everywhere, stage
        mail, person = invited.person.email, str(invited.person_id)
        assert [table for table, rows in tables.items() if mail in rows] == ["people_person"]
        for table in ("surveys_answer", "surveys_comment", "surveys_nullifier"):
            assert not re.search(r"datetime|\d{4}-\d{2}-\d{2}", tables[table]), (stage, table)
            assert invited.token_hash not in tables[table]
            assert person not in re.findall(r"person\W+(\d+)", tables[table])
        close_wave(wave=wave, on=today, actor="HR Ann")
    assert "Not Found: /b/…/" in "\n".join(log_lines)
