"""The company of the tests: built once, never changed."""

from datetime import date

import pytest

from engagement.demo.world import World, build_world

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(seed=1, today=TODAY)


@pytest.fixture(scope="session")
def small_world() -> World:
    return build_world(seed=1, today=TODAY, people=160)
