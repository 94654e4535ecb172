"""One POST of JSON to a model endpoint: time-outs, bounded retries, `Retry-After` obeyed within reason."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nlp.exceptions import RemoteError

RETRYABLE = frozenset({408, 409, 429, 500, 502, 503, 504})
LONGEST_WAIT = 30.0


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


def _wait(error: urllib.error.HTTPError, pause: float) -> float:
    try:
        asked = float(error.headers.get("Retry-After") or pause)
    except ValueError:
        asked = pause
    return min(max(asked, 0.0), LONGEST_WAIT)


def _once(request: urllib.request.Request, timeout: float) -> Any:
    with urllib.request.urlopen(request, timeout=timeout) as reply:  # noqa: S310  # scheme checked by the caller
        return json.loads(reply.read())


def post_json(endpoint: Endpoint, path: str, body: Mapping[str, Any]) -> Any:
    """Return the decoded reply; after the last attempt, or on a refusal, raise `RemoteError`."""
    url = endpoint.base_url.rstrip("/") + path
    if not url.startswith(("http://", "https://")):
        raise RemoteError(url, "the address must begin with http:// or https://", retryable=False)
    headers = {"Content-Type": "application/json"}
    if endpoint.api_key:
        headers["Authorization"] = f"Bearer {endpoint.api_key}"
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)  # noqa: S310  # checked above
    deadline = time.monotonic() + endpoint.total
    for attempt in range(1, endpoint.attempts + 1):
        pause = endpoint.pause * 2 ** (attempt - 1)
        try:
            return _once(request, min(endpoint.timeout, max(0.1, deadline - time.monotonic())))
        except urllib.error.HTTPError as error:
            failure = RemoteError(
                url, f"HTTP {error.code}", retryable=error.code in RETRYABLE, status=error.code
            )
            pause = _wait(error, pause)
        except json.JSONDecodeError:
            failure = RemoteError(url, "the reply is not JSON", retryable=False)
        except OSError as error:
            failure = RemoteError(url, str(error), retryable=True)
        if not failure.retryable or attempt == endpoint.attempts or time.monotonic() + pause > deadline:
            raise failure
        time.sleep(pause)
    raise RemoteError(url, "no attempt allowed", retryable=False)
