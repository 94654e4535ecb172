"""The same demo on SQLite in process, and on PostgreSQL with Redis and a real worker: the same released cells."""

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
import redis
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = ["--seed", "1", "--people", "150", "--today", "2026-11-24"]
PATIENCE = 500
REDIS_DATABASE = 14
# What a cell is, apart from ids, keyed hashes and the table it stands in.
CONTENT = (
    "item", "unit", "is_remainder", "covers", "slice_attribute", "slice_values", "n_band", "mean", "favourable_low",
    "favourable_high", "value", "band_low", "band_high", "precision", "trend",
)  # fmt: skip


def environment(database: str, redis_url: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DEMO")
    }
    return kept | {
        "DATABASE_URL": database,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "only-for-the-comparison-of-two-databases-0123456789",
        "EMAIL_URL": "memorymail://",
    }


def manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of a database of its own, dropped afterwards."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    name = f"telescope_same_cells_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield urlunsplit(parts._replace(path=f"/{name}"))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def redis_url() -> str:
    found: str = settings.TEST_REDIS_URL  # type: ignore[misc]  # from tests.settings, which mypy does not load
    url = urlunsplit(urlsplit(found)._replace(path=f"/{REDIS_DATABASE}"))
    redis.Redis.from_url(url).flushdb()
    return url


@contextmanager
def worker(env: dict[str, str], log: Path) -> Iterator[None]:
    """A real worker of the task queue."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "engagement",
        "worker",
        "--pool",
        "solo",
        "--loglevel",
        "info",
    ]
    with (
        log.open("w") as stream,
        subprocess.Popen(command, cwd=ROOT, env=env, stdout=stream, stderr=stream) as process,
    ):
        try:
            yield
        finally:
            process.terminate()
            process.wait(timeout=60)


def released(env: dict[str, str]) -> list[str]:
    """Every released cell as text: which wave or block, and its content."""
    rows = json.loads(
        manage(env, "dumpdata", "privacy.releasedtable", "privacy.releasedcell", "surveys.wave")
    )
    of: dict[str, dict[Any, dict[str, Any]]] = {}
    for row in rows:
        of.setdefault(row["model"], {})[row["pk"]] = row["fields"]
    waves = {pk: f"{fields['kind']} {fields['opens_on']}" for pk, fields in of["surveys.wave"].items()}
    tables = {
        pk: (fields["kind"], waves.get(fields["source"], fields["source"]))
        for pk, fields in of["privacy.releasedtable"].items()
    }
    cells = of["privacy.releasedcell"].values()
    return sorted(repr((tables[cell["table"]], [plain(cell[name]) for name in CONTENT])) for cell in cells)


def plain(value: object) -> object:
    """Write zero without a sign: -0.0 is the same number."""
    return value + 0.0 if isinstance(value, float) else value


@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_sqlite_in_process_and_postgres_with_a_worker_release_the_same(
    postgres: str, redis_url: str, tmp_path: Path
) -> None:
    alone = environment(f"sqlite:///{tmp_path / 'demo.sqlite3'}", "")
    served = environment(postgres, redis_url)
    for env in (alone, served):
        manage(env, "migrate", "--verbosity", "0")

    with worker(served, tmp_path / "worker.log"):
        command = [sys.executable, "manage.py", "demo", *OPTIONS, "--out", str(tmp_path / "served")]
        with subprocess.Popen(command, cwd=ROOT, env=served, stderr=subprocess.PIPE, text=True) as other:
            manage(alone, "demo", *OPTIONS, "--out", str(tmp_path / "alone"))
            _, complaint = other.communicate(timeout=PATIENCE)
    assert other.returncode == 0, complaint

    cells = released(alone)
    assert set(cells) ^ set(released(served)) == set()
    assert len(cells) > 3_000
    assert "engagement.close_wave" in (tmp_path / "worker.log").read_text()
