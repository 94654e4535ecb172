"""A missing template variable fails the test that renders it."""

import pytest
from django.template import Engine

from tests.factories import dashboards


class Missing(str):
    """What Django puts in the place of a variable that is not there; here it raises."""

    def __mod__(self, variable: object) -> str:
        message = f"template variable is missing: {variable}"
        raise AssertionError(message)


@pytest.fixture(autouse=True)
def _no_missing_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Engine.get_default(), "string_if_invalid", Missing("%s"))


@pytest.fixture
def world(db: None) -> dashboards.World:
    return dashboards.world()
