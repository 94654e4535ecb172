"""A wave is released without waiting for a model, and a worker tells it afterwards."""

import socket
from datetime import timedelta
from typing import Any

import pytest

from engagement import pipeline
from engagement.celery import app
from engagement.voices.tasks import tell_later, tell_wave
from privacy.models import LedgerEntry
from surveys.models import EmergentTopic, Wave
from tests.engagement.voices.test_telling import TURNSTILES, obedient
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db


def test_a_worker_tells_a_released_wave(wave: Wave, model: ModelServer) -> None:
    model.answer(obedient)
    tell_wave(str(wave.pk))
    assert EmergentTopic.objects.get(wave=wave, stands_out=True).names == TURNSTILES


def test_a_close_asks_nobody_and_hands_the_wave_on(
    wave: Wave, model: ModelServer, django_capture_on_commit_callbacks: Any
) -> None:
    model.answer(obedient)
    with django_capture_on_commit_callbacks() as later:
        pipeline.wave_closed(wave.pk, on=wave.closes_on + timedelta(days=1))
    assert model.asked == []
    assert LedgerEntry.objects.filter(action="wave_walked").exists()
    assert any("tell_later" in hook.__qualname__ for hook in later)


def test_a_queue_that_is_not_there_raises_nothing(
    wave: Wave, model: ModelServer, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setitem(app.conf.changes, "task_always_eager", False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nowhere = f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
        monkeypatch.setitem(app.conf.changes, "broker_url", nowhere)
        with django_capture_on_commit_callbacks(execute=True):
            tell_later(wave)
    assert model.asked == []
