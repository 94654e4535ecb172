"""A chat that arrives while it is written: server-sent events in, the form of a whole reply out."""

import json
import time
from collections.abc import Generator, Iterator
from typing import Any

# Seconds between two looks at what was written so far: faster than anybody reads.
SHOWN_EVERY = 0.15
_DATA = b"data:"


def _lines(pieces: Iterator[bytes], body: list[bytes]) -> Iterator[bytes]:
    """Yield complete lines as they arrive, the last one too; `body` collects everything."""
    rest = b""
    for piece in pieces:
        body.append(piece)
        *lines, rest = (rest + piece).split(b"\n")
        yield from lines
    yield rest


def _delta(event: Any) -> str:
    choices = event.get("choices") or [{}]
    return str((choices[0].get("delta") or {}).get("content") or "")


def streamed(pieces: Iterator[bytes]) -> Generator[str, None, Any]:
    """Read a streamed chat; a server that does not stream sends the whole reply, which is taken as it is.

    Raises `ValueError` where neither can be read.
    """
    text, model, shown, body = "", "", 0.0, list[bytes]()
    for line in _lines(pieces, body):
        data = line[len(_DATA) :].strip() if line.startswith(_DATA) else b""
        if data == b"[DONE]":
            break
        if not data:
            continue
        event = json.loads(data)
        if not isinstance(event, dict) or "error" in event:
            raise ValueError(data[:80])
        text, model = text + _delta(event), str(event.get("model") or model)
        if time.monotonic() - shown > SHOWN_EVERY:
            shown = time.monotonic()
            yield text
    if not text:
        return json.loads(b"".join(body))
    return {"model": model, "choices": [{"message": {"content": text}}]}
