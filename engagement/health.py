"""Is the process up, can it work, and how much has it done: `/healthz`, `/readyz`, `/metrics`.

The figures count waves, released tables, alerts and runs; nothing finer, because a counter that ticks with every
ballot would tell an observer when somebody answered.
"""

from collections.abc import Callable, Iterator

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from engagement.insights.models import Alert
from privacy.models import ReleasedTable
from signals.models import Run
from surveys.models import Wave

TIMEOUT = 2  # seconds; a probe that waits longer tells the orchestrator nothing


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer; check DATABASE_URL"
    return "ok"


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "cannot be read"
    return f"{len(missing)} to apply; run manage.py migrate" if missing else "ok"


def _broker() -> str:
    if not settings.REDIS_URL:
        return "ok"  # tasks run in process
    try:
        redis.Redis.from_url(
            settings.REDIS_URL, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT
        ).ping()
    except redis.RedisError:
        return "does not answer; check REDIS_URL"
    return "ok"


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations, "broker": _broker}


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether database, migrations and broker are as they should be; 503 with the reason where one is not."""
    state = {name: check() for name, check in CHECKS.items()}
    ready = all(value == "ok" for value in state.values())
    return JsonResponse(state, status=200 if ready else 503)


class Figures(Collector):
    """Counts read from the database at each scrape, the same whichever worker answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield one family a figure."""
        yield _by_label("telescope_waves", "Waves by state", "state", _counts(Wave, "state"))
        yield _by_label(
            "telescope_released_tables", "Released tables by kind", "kind", _counts(ReleasedTable, "kind")
        )
        yield _by_label("telescope_alerts", "Alerts by state", "state", _counts(Alert, "state"))
        last = Run.objects.aggregate(last=Max("finished_at"))["last"]
        yield GaugeMetricFamily(
            "telescope_last_signals_run_timestamp_seconds",
            "When the last reduction of signals finished; 0: never",
            value=last.timestamp() if last else 0,
        )


def _counts(model: type[Wave | ReleasedTable | Alert], field: str) -> dict[str, int]:
    return dict(model.objects.order_by().values_list(field).annotate(Count("pk")))


def _by_label(name: str, text: str, label: str, counts: dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, text, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


REGISTRY = CollectorRegistry()
REGISTRY.register(Figures())


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Return the figures in the Prometheus text format."""
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)
