"""One POST of JSON to a model endpoint: time-outs, bounded retries, `Retry-After` obeyed within reason."""

import email.utils
import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nlp.exceptions import RemoteError

RETRYABLE = frozenset({408, 409, 429, 500, 502, 503, 504})
LONGEST_WAIT = 30.0
LONGEST_REPLY = 2_000_000
_CHUNK = 65_536


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


def _once(request: urllib.request.Request, timeout: float, deadline: float) -> Any:
    """Read a reply piece by piece, so that one that never ends, or drips, is left."""
    deadline = min(deadline, time.monotonic() + timeout)
    with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310  # scheme checked by the caller
        body = b""
        while chunk := reply.read1(_CHUNK):
            body += chunk
            if time.monotonic() > deadline or len(body) > LONGEST_REPLY:
                raise TimeoutError("the reply does not end")  # noqa: EM101  # read by the caller below only
    return json.loads(body)


def post_json(endpoint: Endpoint, path: str, body: Mapping[str, Any]) -> Any:
    """Return the decoded reply; after the last attempt, or on a refusal, raise `RemoteError`."""
    url = endpoint.base_url.rstrip("/") + path
    if not url.startswith(("http://", "https://")):
        raise RemoteError(url, "the address must begin with http:// or https://", retryable=False)
    headers = {"Content-Type": "application/json"}
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310  # checked above
    left = endpoint.patience or Patience(endpoint.attempts, time.monotonic() + endpoint.total)
    attempt = 0
    while left.requests > 0 and time.monotonic() < left.deadline:
        attempt, left.requests = attempt + 1, left.requests - 1
        left.sent.append(len(request.data or b""))  # type: ignore[arg-type]  # bytes, as given above
        pause = endpoint.pause * 2 ** (attempt - 1)
        try:
            return _once(
                request, min(endpoint.timeout, max(0.1, left.deadline - time.monotonic())), left.deadline
            )
        except urllib.error.HTTPError as error:
            failure = RemoteError(
                url, f"HTTP {error.code}", retryable=error.code in RETRYABLE, status=error.code
            )
            pause = _wait(error, pause)
        except (ValueError, RecursionError):
            failure = RemoteError(url, "the reply is not JSON", retryable=False)
        except (OSError, http.client.HTTPException) as error:
            failure = RemoteError(url, str(error), retryable=True)
        too_late = pause > LONGEST_WAIT or time.monotonic() + pause > left.deadline
        if not failure.retryable or left.requests == 0 or too_late:
            raise failure
        time.sleep(pause)
    raise RemoteError(url, "no attempt allowed", retryable=False)
