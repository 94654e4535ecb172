"""Sends hostile comments the whole way: ballots, close, analysis, door, retention; keeps whatever could be seen of them."""

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core import serializers
from django.db.models import Model

from privacy.models import ReleasedTable
from surveys.intake import submit
from surveys.models.answers import Comment
from surveys.results import release_comments, release_results
from surveys.retention import forget_raw_answers
from surveys.waves import close_wave
from tests.factories import surveys as make


@dataclass(slots=True)
class Traces:
    """What is left by a wave, as text: `kept` is the database without the table of raw comments (sealed while they are
    kept), `forgotten` all of it after retention, `logged` every log record of the walk at DEBUG."""

    kept: str = ""
    forgotten: str = ""
    logged: str = ""
    released: dict[str, list[Any]] = field(default_factory=dict)

    def seen(self, marks: Sequence[str]) -> dict[str, int]:
        """Return how many marks are found in each place."""
        places = {"kept": self.kept, "forgotten": self.forgotten, "logged": self.logged}
        return {place: sum(mark in text for mark in marks) for place, text in places.items()}


def dump(*without: type[Model]) -> str:
    """Return every row of every table but some, as JSON."""
    return "\n".join(
        serializers.serialize("json", model._default_manager.all(), ensure_ascii=False)
        for model in apps.get_models(include_auto_created=True)
        if model not in without
    )


@contextmanager
def _logged() -> Iterator[io.StringIO]:
    """Catch what any logger says, at every level."""
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield stream
    finally:
        root.setLevel(level)
        root.removeHandler(handler)


def walk(texts: Sequence[str]) -> Traces:
    """Let as many people as there are texts (24 at least) answer a wave with them, then close, release and forget."""
    half = (len(texts) + 1) // 2
    make.company({"A": half, "B": len(texts) - half})
    traces = Traces()
    with _logged() as stream:
        wave = make.wave(make.questionnaire(make.question("q1"), make.question("why", "text")))
        for ballot, text in zip(make.ballots(wave), texts, strict=True):
            submit(ballot_token=ballot.token, answers={"q1": 4, "why": text})
        wave = close_wave(wave=wave, on=make.CLOSES, actor="HR Ann")
        release_results(wave=wave, on=make.CLOSES)
        release_comments(wave=wave, on=make.CLOSES)
        traces.kept = dump(Comment)
        forget_raw_answers(on=make.CLOSES + timedelta(days=91))
        traces.forgotten = dump()
    traces.logged = stream.getvalue()
    for table in ReleasedTable.objects.all():
        traces.released[table.kind] = list(
            table.cells.order_by("unit", "item").values("unit", "item", "mean")
        )
    return traces
