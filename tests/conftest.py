"""Which services the tests run against, said loudly; `REQUIRE_SERVICES=1` makes a missing service an error."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from django.conf import settings
from django.db.backends.postgresql.base import DatabaseWrapper as Postgres
from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite
from hypothesis import settings as examples

from privacy import write_once
from surveys.blind import cell_keys

KEYS = 100  # in the drawer: more than any wave of a test has cells

SHARED_DATA = Path(os.environ.get("SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))

# The same examples in every run, however slow the machine: what lands does not hang on luck. HYPOTHESIS=explore looks at others each time.
examples.register_profile("same", derandomize=True, deadline=None)
examples.register_profile("explore", print_blob=True)
examples.load_profile(os.environ.get("HYPOTHESIS", "same"))

SERVICES: dict[str, bool] = settings.SERVICES  # type: ignore[misc]  # from tests.settings, which mypy does not load
MISSING = [name for name, there in SERVICES.items() if not there]


def pytest_report_header() -> str:
    """Say which services were found."""
    return "services: " + ", ".join(
        f"{name} {'used' if there else 'MISSING'}" for name, there in SERVICES.items()
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a missing service or data set, with the reason."""
    if MISSING and os.environ.get("REQUIRE_SERVICES"):
        pytest.exit(f"required services are missing: {', '.join(MISSING)}", returncode=3)
    for item in items:
        for name in MISSING:
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=f"{name} is not running"))
        if item.get_closest_marker("data") and not SHARED_DATA.is_dir():
            item.add_marker(pytest.mark.skip(reason="the public data sets are not here"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of public data sets that are read in place and not part of this repository."""
    return SHARED_DATA


@pytest.fixture(scope="session", autouse=True)
def _keys_from_a_drawer() -> Iterator[None]:
    """Give the cells of launched waves genuine keys out of a drawer: making one takes longer than most tests."""
    make, drawer, taken = cell_keys.new_key, list[RSAPrivateKey](), count()

    def new_key(bits: int = cell_keys.BITS) -> RSAPrivateKey:
        if bits != cell_keys.BITS:
            return make(bits)
        if len(drawer) < KEYS:
            drawer.append(make())
            return drawer[-1]
        return drawer[next(taken) % KEYS]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cell_keys, "new_key", new_key)
        yield


@pytest.fixture(scope="session", autouse=True)
def _test_databases_can_be_emptied() -> Iterator[None]:
    """Let a test database be flushed: SQLite does it with DELETE, PostgreSQL with TRUNCATE; written-once tables refuse."""
    around = {
        "sqlite": (Sqlite.ops_class, write_once.drop, write_once.create),
        "postgresql": (Postgres.ops_class, write_once.allow_truncate, write_once.refuse_truncate),
    }
    with pytest.MonkeyPatch.context() as patch:
        for vendor, (operations, open_up, shut) in around.items():
            before, after = list(open_up(vendor)), list(shut(vendor))
            patch.setattr(operations, "sql_flush", _flush(operations.sql_flush, before, after))
        yield


def _flush(usual: Callable[..., list[str]], before: list[str], after: list[str]) -> Callable[..., list[str]]:
    def sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
        emptied = usual(self, *args, **kwargs)
        return [*before, *emptied, *after] if emptied else []

    return sql_flush
