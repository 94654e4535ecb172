"""A POST of JSON to a model endpoint: time-outs, bounded retries, `Retry-After` obeyed within reason."""

import email.utils
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.exceptions import RemoteError
from nlp.providers.protocol import outcome

RETRYABLE = frozenset({408, 409, 429, 500, 502, 503, 504})
LONGEST_WAIT = 30.0
LONGEST_REPLY = 2_000_000
_CHUNK = 65_536
# From the pieces of a body to what it says; yields what can be shown meanwhile.
Reader = Callable[[Iterator[bytes]], Generator[str, None, Any]]


@dataclass(slots=True)
class Patience:
    """What is left for one piece of work: requests, and seconds until `deadline` (monotonic). Shared by its calls."""

    requests: int
    deadline: float
    sent: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask and how patiently. `base_url` ends with the version (`.../v1`); seconds throughout."""

    base_url: str
    model: str
    api_key: str = ""
    timeout: float = 60.0
    attempts: int = 4
    total: float = 120.0
    pause: float = 1.0
    patience: Patience | None = None


def _wait(error: urllib.error.HTTPError, pause: float) -> float:
    """Return the seconds a server asks for: a number, or a date as HTTP writes it."""
    asked = error.headers.get("Retry-After") or ""
    try:
        return max(float(asked), 0.0)
    except ValueError:
        pass
    try:
        return max(email.utils.parsedate_to_datetime(asked).timestamp() - time.time(), 0.0)
    except ValueError:
        return pause


def _pieces(reply: http.client.HTTPResponse, deadline: float) -> Iterator[bytes]:
    """Yield the body piece by piece, so that a reply that never ends, or drips, is left."""
    size = 0
    while chunk := reply.read1(_CHUNK):
        size += len(chunk)
        if time.monotonic() > deadline or size > LONGEST_REPLY:
            raise TimeoutError("the reply does not end")  # noqa: EM101  # read by the caller below only
        yield chunk


def whole(pieces: Iterator[bytes]) -> Generator[str, None, Any]:
    """Read a reply as one JSON value; nothing is shown before it is there."""
    yield from ()
    return json.loads(b"".join(pieces))


def _request(endpoint: Endpoint, path: str, body: Mapping[str, Any]) -> urllib.request.Request:
    url = endpoint.base_url.rstrip("/") + path
    if not url.startswith(("http://", "https://")):
        raise RemoteError(url, "the address must begin with http:// or https://", retryable=False)
    headers = {"Content-Type": "application/json"}
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    return urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310  # checked above


def _attempt(
    request: urllib.request.Request, read: Reader, timeout: float, deadline: float
) -> Generator[str, None, Any]:
    deadline = min(deadline, time.monotonic() + timeout)
    with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310  # scheme checked by `_request`
        return (yield from read(_pieces(reply, deadline)))


def asked(endpoint: Endpoint, path: str, body: Mapping[str, Any], read: Reader) -> Generator[str, None, Any]:
    """POST until a reply was read, within the endpoint's bounds; yield what `read` yields, return what it returns.

    After the last attempt, or on a refusal, raises `RemoteError`.
    """
    request = _request(endpoint, path, body)
    url, size = request.full_url, len(request.data or b"")  # type: ignore[arg-type]  # bytes, as given above
    left = endpoint.patience or Patience(endpoint.attempts, time.monotonic() + endpoint.total)
    pause = endpoint.pause
    while left.requests > 0 and time.monotonic() < left.deadline:
        left.requests -= 1
        left.sent.append(size)
        wait, pause = pause, pause * 2
        try:
            patience = min(endpoint.timeout, max(0.1, left.deadline - time.monotonic()))
            return (yield from _attempt(request, read, patience, left.deadline))
        except urllib.error.HTTPError as error:
            again = error.code in RETRYABLE
            failure = RemoteError(url, f"HTTP {error.code}", retryable=again, status=error.code)
            wait = _wait(error, wait)
        except (ValueError, RecursionError):
            failure = RemoteError(url, "the reply is not JSON", retryable=False)
        except (OSError, http.client.HTTPException) as error:
            failure = RemoteError(url, str(error), retryable=True)
        too_late = wait > LONGEST_WAIT or time.monotonic() + wait > left.deadline
        if not failure.retryable or left.requests == 0 or too_late:
            raise failure
        time.sleep(wait)
    raise RemoteError(url, "no attempt allowed", retryable=False)


def post_json(endpoint: Endpoint, path: str, body: Mapping[str, Any]) -> Any:
    """Return the decoded reply; after the last attempt, or on a refusal, raise `RemoteError`."""
    return outcome(asked(endpoint, path, body, whole))
