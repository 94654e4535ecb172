"""Smoke."""

import pytest

from surveys.results import release_comments, release_results
from surveys.waves import close_wave
from tests.factories import surveys as make


@pytest.mark.django_db
def test_walk():
    make.company()
    wave = make.wave()
    make.answer(wave, {"q1": 4, "q2": 9, "why": "Too many meetings"})
    wave = close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
    table = release_results(wave=wave, on=make.CLOSES)
    print([(c.item, c.unit, c.mean, c.covers) for c in table.cells.all()])
    table = release_comments(wave=wave, on=make.CLOSES)
    print([(c.item, c.unit, c.mean, c.covers) for c in table.cells.all()])
