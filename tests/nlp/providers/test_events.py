import json
from collections.abc import Iterator
from typing import Any

import pytest

from nlp.exceptions import RemoteError
from nlp.providers.events import streamed
from nlp.providers.http import Endpoint
from nlp.providers.openai_compatible import OpenAICompatibleProvider
from nlp.providers.protocol import Reply, Request, outcome
from tests.engagement.desk.scripted import events, said, slowly

SCHEMA = {"type": "object"}
WHOLE = {"title": "好", "body": "一二三四五六七八九十"}


def provider(server: Any) -> OpenAICompatibleProvider:
    return OpenAICompatibleProvider(Endpoint(server.url, "tiny", attempts=2, pause=0.01, timeout=5))


def read_along(server: Any) -> tuple[list[str], Reply]:
    steps, heard = provider(server).stream(Request("s", "p", SCHEMA)), []
    while True:
        try:
            heard.append(next(steps))
        except StopIteration as end:
            return heard, end.value


def test_a_stream_is_heard_as_it_comes_and_read_at_its_end(model_server: Any) -> None:
    raw = events(WHOLE, size=5)
    lines = [line + b"\n\n" for line in raw.split(b"\n\n") if line]
    model_server.answer(lambda _body: slowly(lines, 0.05))
    heard, reply = read_along(model_server)
    assert reply.data == WHOLE
    assert len(heard) >= 2
    assert heard == sorted(heard, key=len)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_pieces_may_be_cut_anywhere(size: int) -> None:
    raw = b": comment\n\n" + events(WHOLE, size=4)
    pieces = (raw[start : start + size] for start in range(0, len(raw), size))
    assert json.loads(outcome(streamed(pieces))["choices"][0]["message"]["content"]) == WHOLE


def test_a_server_that_does_not_stream_is_read_like_any_other(model_server: Any) -> None:
    model_server.answer(said(WHOLE))
    heard, reply = read_along(model_server)
    assert (heard, reply.data) == ([], WHOLE)


def test_what_comes_after_the_end_is_not_waited_for(model_server: Any) -> None:
    def never_closes(_body: Any) -> Iterator[bytes]:
        return slowly([events(WHOLE), b" " * 10, b" " * 10], 0.01)

    model_server.answer(never_closes)
    assert read_along(model_server)[1].data == WHOLE


@pytest.mark.parametrize("raw", [b'data: {"error": "x"}\n\n', b"data: {\n\n", b"data: []\n\n", b""])
def test_a_stream_that_cannot_be_read_is_an_error(raw: bytes, model_server: Any) -> None:
    model_server.answer(raw)
    with pytest.raises(RemoteError):
        read_along(model_server)
