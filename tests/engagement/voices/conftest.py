"""A company whose comments of two waves brought something up."""

from dataclasses import dataclass
from datetime import date

import pytest

from people.enums import Role
from people.models import Account
from surveys.models import Wave
from tests.factories import people
from tests.factories import surveys as make
from tests.factories.comments import BOTS, GATES, OTHERS, walked


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
