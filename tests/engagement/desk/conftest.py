"""A model endpoint that the desk asks, and a member of HR."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from engagement.desk import provider
from people.enums import Role
from tests.factories import people
from tests.nlp.conftest import ModelServer


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    made = ModelServer()
    settings.LLM_BASE_URL, settings.LLM_MODEL = made.url, "tiny"
    monkeypatch.setattr(provider, "SECONDS", 2.0)
    monkeypatch.setattr(provider, "SECONDS_EACH", 1.0)
    yield made
    made.close()


@pytest.fixture
def no_model(settings: Any) -> None:
    settings.LLM_BASE_URL = ""


@pytest.fixture
def hr(client: Client) -> Client:
    client.force_login(people.account(Role.HR))
    return client
