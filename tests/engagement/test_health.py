from unittest import mock

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_healthz_says_that_the_process_answers(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_readyz_is_ready_with_database_and_migrations(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"database": "ok", "migrations": "ok", "broker": "ok"}


@override_settings(REDIS_URL="redis://127.0.0.1:1/0")
def test_readyz_names_a_broker_that_does_not_answer(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["broker"] == "does not answer; check REDIS_URL"


def test_readyz_counts_migrations_that_are_missing(client: Client) -> None:
    with mock.patch("engagement.health.MigrationExecutor.migration_plan", return_value=[1, 2]):
        response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["migrations"].startswith("2 to apply")


def test_metrics_counts_waves_tables_alerts_and_runs(client: Client) -> None:
    text = client.get("/metrics").content.decode()
    for name in (
        "telescope_waves",
        "telescope_released_tables",
        "telescope_alerts",
        "telescope_last_signals_run",
    ):
        assert f"# HELP {name}" in text
