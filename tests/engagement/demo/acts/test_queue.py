import pytest
from django.test import override_settings

from engagement.demo.acts import queue
from engagement.demo.acts.queue import walked
from engagement.demo.exceptions import WorkerError
from privacy.ledger import record


@pytest.mark.django_db
def test_what_stands_in_the_ledger_has_walked() -> None:
    record(actor="system", action="wave_walked", subject="wave 1")

    walked("wave_walked", lambda: ["wave 0", "wave 1"])


@pytest.mark.django_db
def test_in_process_it_is_there_at_once_or_never() -> None:
    record(actor="system", action="wave_walked", subject="wave 1")

    with pytest.raises(WorkerError, match="wave_walked within 0 seconds"):
        walked("wave_walked", lambda: ["wave 2"])


@pytest.mark.django_db
def test_a_worker_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def subjects() -> list[str]:
        asked.append("again")
        if len(asked) == 3:
            record(actor="system", action="run_walked", subject="run 7")
        return ["run 7"]

    monkeypatch.setattr(queue, "PAUSE", 0.001)
    with override_settings(CELERY_TASK_ALWAYS_EAGER=False):
        walked("run_walked", subjects)

    assert len(asked) == 3
