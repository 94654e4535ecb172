"""A missing template variable fails the test that renders it."""

import pytest

from tests.engagement.dashboards.conftest import _no_missing_variables  # noqa: F401
from tests.factories import dashboards


@pytest.fixture
def world(db: None) -> dashboards.World:
    return dashboards.world()
