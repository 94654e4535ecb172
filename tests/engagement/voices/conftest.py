"""A company whose comments of two waves brought something up."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from people.enums import Role
from people.models import Account
from privacy.policy import DEFAULT
from surveys.models import Wave
from tests.factories import people
from tests.factories import surveys as make
from tests.factories.comments import BOTS, GATES, OTHERS, walked
from tests.nlp.conftest import ModelServer

READABLE = dataclasses.replace(DEFAULT, verbatim=True)
CANARY = "QUEEN ELDERFLOWER pushes the turnstile and waits in the long queue with a broken badge."


@dataclass(frozen=True)
class Said:
    first: Wave
    second: Wave
    hr: Account


@pytest.fixture
def said(db: None) -> Said:
    make.company({"A": 20, "B": 20})
    asked = make.questionnaire()
    first = walked(asked, GATES + OTHERS, make.OPENS, make.CLOSES)
    second = walked(asked, GATES[::-1] + BOTS + OTHERS[:8], date(2026, 6, 1), date(2026, 6, 14))
    return Said(first, second, people.account(Role.HR))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    running = ModelServer()
    yield running
    running.close()


@pytest.fixture
def wave(db: None) -> Wave:
    make.company({"A": 20, "B": 20})
    return walked(make.questionnaire(), [*GATES, CANARY, *OTHERS], make.OPENS, make.CLOSES, READABLE)


@pytest.fixture
def model(settings: Any, server: ModelServer) -> ModelServer:
    settings.LLM_BASE_URL, settings.LLM_MODEL = server.url, "small"
    return server
