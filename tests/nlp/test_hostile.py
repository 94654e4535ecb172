"""Orders and marks inside comments, on a small scale; `tests.bench.bench_injections` sends all 1,300."""

from typing import Any

import numpy as np
import pytest

from nlp.analyse import analyse
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.encoders.openai_compatible import OpenAICompatibleEncoder
from nlp.providers.http import Endpoint
from nlp.records import Text
from privacy import ledger
from surveys.models.answers import Comment
from tests.nlp.hostile import canaries, injections, templates
from tests.nlp.hostile_wave import dump, walk

ORDINARY = [
    Text("a", "The pay is poor but my team is great."),
    Text("b", "会太多，没时间干活。"),
    Text("c", ""),
]


def test_there_are_300_injections_and_1000_canaries_in_two_languages() -> None:
    assert len(set(injections())) == 300
    assert {lang for lang, _ in injections()} == {"en", "zh"}
    assert all(len(rows) >= 30 for rows in templates("injections").values())
    assert len({canary.mark for canary in canaries()}) == 1000


def test_orders_change_no_other_comment_and_no_schema() -> None:
    hostile = [Text(f"i{n}", text) for n, (_, text) in enumerate(injections()[::6])]
    found = analyse([*ORDINARY, *hostile]).comments
    assert found[: len(ORDINARY)] == analyse(ORDINARY).comments
    assert [comment.id for comment in found] == [text.id for text in [*ORDINARY, *hostile]]


@pytest.mark.django_db
def test_a_wave_keeps_no_mark_beside_its_raw_comments_and_none_after_retention() -> None:
    chosen = canaries(24) + canaries()[18:20] + canaries()[36:40]
    traces = walk([canary.text for canary in chosen])
    marks = [canary.mark for canary in chosen]
    assert traces.seen(marks) == {"kept": 0, "forgotten": 0, "logged": 0}
    assert traces.released["wave"]
    assert not Comment.objects.exists()


@pytest.mark.django_db
def test_the_search_would_find_a_mark_that_was_kept() -> None:
    mark = canaries(1)[0].mark
    ledger.record(actor="system", action="release_comments", subject=mark)
    assert mark in dump()


def test_an_embeddings_endpoint_is_sent_nothing_personal(model_server: Any) -> None:
    def reply(body: Any) -> Any:
        rows = EmbeddedEncoder().encode(body["input"])
        return {"data": [{"index": n, "embedding": np.asarray(row).tolist()} for n, row in enumerate(rows)]}

    model_server.answer(reply)
    encoder = OpenAICompatibleEncoder(Endpoint(model_server.url, "e5", ""))
    encoder.key = "embedded"  # its vectors are the embedded encoder's, so are the heads
    chosen = [canary for canary in canaries(200) if canary.personal]
    analyse([Text(str(n), canary.text) for n, canary in enumerate(chosen)], encoder=encoder)
    sent = str(model_server.asked)
    assert len(chosen) == 20
    assert model_server.asked
    assert not [value for canary in chosen for value in canary.personal if value in sent]
