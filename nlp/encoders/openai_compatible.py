"""An embeddings endpoint that speaks OpenAI's form: hosted, or a local server. Redacted text only is sent to it."""

from collections.abc import Sequence

import numpy as np

from nlp.encoders.protocol import Vectors, unit_rows
from nlp.exceptions import RemoteError
from nlp.providers.http import Endpoint, post_json

BATCH = 64


class OpenAICompatibleEncoder:
    """Asks `POST {base_url}/embeddings` in batches of 64."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.key = f"openai_compatible:{endpoint.model}"

    def _batch(self, texts: Sequence[str]) -> Vectors:
        reply = post_json(self.endpoint, "/embeddings", {"model": self.endpoint.model, "input": list(texts)})
        try:
            rows = sorted(reply["data"], key=lambda row: int(row["index"]))
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise RemoteError(
                self.endpoint.base_url, "the reply holds no embeddings", retryable=False
            ) from error
        if vectors.ndim != 2 or len(vectors) != len(texts):  # a table has two dimensions
            raise RemoteError(
                self.endpoint.base_url, "the reply holds another number of embeddings", retryable=False
            )
        return unit_rows(vectors)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d); (0, 0) for no text. An empty text is sent as a space, since many servers refuse it."""
        parts = [
            self._batch([text or " " for text in texts[start : start + BATCH]])
            for start in range(0, len(texts), BATCH)
        ]
        return np.concatenate(parts) if parts else np.empty((0, 0), dtype=np.float32)
