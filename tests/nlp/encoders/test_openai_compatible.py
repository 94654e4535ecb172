from typing import Any

import numpy as np
import pytest

from nlp.encoders.openai_compatible import BATCH, OpenAICompatibleEncoder
from nlp.exceptions import RemoteError
from nlp.providers.http import Endpoint


def vectors(body: Any) -> Any:
    rows = [{"index": n, "embedding": [len(text), 0.0]} for n, text in enumerate(body["input"])]
    return {"data": rows[::-1]}


def encoder(server: Any) -> Any:
    return OpenAICompatibleEncoder(Endpoint(server.url, "tiny", api_key="k", attempts=2, pause=0.01))


def test_batches_are_sent_and_rows_sorted_by_index(model_server: Any) -> None:
    model_server.answer(vectors)
    rows = encoder(model_server).encode(["x"] * (BATCH + 1) + [""])
    assert rows.shape == (BATCH + 2, 2)
    assert np.allclose(rows[:, 0], 1)
    (path, body, headers), second = model_server.asked
    assert path == "/v1/embeddings"
    assert (body["model"], len(body["input"])) == ("tiny", BATCH)
    assert headers["Authorization"] == "Bearer k"
    assert second[1]["input"] == ["x", " "]


@pytest.mark.parametrize("reply", [{"data": []}, {"oops": 1}, [1], {"data": [{"index": 0}]}])
def test_a_reply_without_the_vectors_is_an_error(model_server: Any, reply: Any) -> None:
    model_server.answer(reply)
    with pytest.raises(RemoteError) as caught:
        encoder(model_server).encode(["x"])
    assert not caught.value.retryable


def test_nothing_to_encode_asks_nobody(model_server: Any) -> None:
    assert encoder(model_server).encode([]).shape == (0, 0)
    assert model_server.asked == []
