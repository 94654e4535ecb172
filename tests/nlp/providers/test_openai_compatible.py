import json
import socket
import time
from typing import Any

import pytest

from nlp.exceptions import RemoteError
from nlp.providers.http import Endpoint
from nlp.providers.openai_compatible import OpenAICompatibleProvider
from nlp.providers.protocol import Request

SCHEMA = {"type": "object", "properties": {"title": {"type": "string"}}, "required": ["title"]}


def said(text: str) -> Any:
    return {"model": "tiny-2", "choices": [{"message": {"content": text}}]}


def provider(server: Any, **changes: Any) -> Any:
    return OpenAICompatibleProvider(Endpoint(server.url, "tiny", **{"attempts": 3, "pause": 0.01, **changes}))


def test_a_schema_is_sent_and_the_reply_decoded(model_server: Any) -> None:
    model_server.answer(said(json.dumps({"title": "好"})))
    reply = provider(model_server).complete(Request("be brief", "draft", SCHEMA))
    assert (reply.data, reply.model) == ({"title": "好"}, "tiny-2")
    path, body, headers = model_server.asked[0]
    assert path == "/v1/chat/completions"
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert "Authorization" not in headers


def test_plain_text_needs_no_schema(model_server: Any) -> None:
    model_server.answer(said("hello"))
    reply = provider(model_server).complete(Request("s", "p"))
    assert (reply.text, reply.data) == ("hello", None)
    assert "response_format" not in model_server.asked[0][1]


def test_a_busy_server_is_asked_again_and_retry_after_is_obeyed(model_server: Any) -> None:
    model_server.answer({}, status=429, Retry_After="0.2")
    model_server.answer(said("at last"))
    begun = time.monotonic()
    assert provider(model_server).complete(Request("s", "p")).text == "at last"
    assert time.monotonic() - begun >= 0.2
    assert len(model_server.asked) == 2


@pytest.mark.parametrize(("status", "asked", "retryable"), [(500, 3, True), (401, 1, False), (404, 1, False)])
def test_attempts_are_bounded_and_a_refusal_is_final(
    model_server: Any, status: int, asked: int, retryable: bool
) -> None:
    model_server.answer({}, status=status)
    with pytest.raises(RemoteError) as caught:
        provider(model_server).complete(Request("s", "p"))
    assert (len(model_server.asked), caught.value.retryable, caught.value.status) == (
        asked,
        retryable,
        status,
    )


def test_waiting_longer_than_allowed_in_all_gives_up_at_once(model_server: Any) -> None:
    model_server.answer({}, status=503, Retry_After="25")
    with pytest.raises(RemoteError):
        provider(model_server, total=1.0).complete(Request("s", "p"))
    assert len(model_server.asked) == 1


@pytest.mark.parametrize("reply", [b"<html>", {"choices": []}, said("not json")])
def test_a_reply_of_another_form_is_an_error(model_server: Any, reply: Any) -> None:
    model_server.answer(reply)
    with pytest.raises(RemoteError) as caught:
        provider(model_server).complete(Request("s", "p", SCHEMA))
    assert not caught.value.retryable


def test_nobody_there() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    endpoint = Endpoint(f"http://127.0.0.1:{port}/v1", "m", attempts=2, pause=0.01)
    with pytest.raises(RemoteError) as caught:
        OpenAICompatibleProvider(endpoint).complete(Request("s", "p"))
    assert caught.value.retryable


def test_only_web_addresses_are_asked() -> None:
    with pytest.raises(RemoteError):
        OpenAICompatibleProvider(Endpoint("file:///etc", "m")).complete(Request("s", "p"))
