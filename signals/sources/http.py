"""A client that never waits, reads or asks without an end.

Every request has a deadline, every answer a largest size, and what a server says about being asked less is obeyed.
Redirects are not followed, because they would carry a credential to another place.
"""

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Timer
from urllib.parse import urlsplit

from signals.exceptions import InsecureAddressError, NoAnswerError, ThrottledError, TooLargeError

LOOPBACK = ("localhost", "127.0.0.1", "::1")
BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a connection may cost.

    Attributes
    ----------
    silence_seconds, request_seconds
        Longest wait for the next bytes, and for a whole answer.
    body_bytes
        Largest answer.
    wait_seconds
        Longest `Retry-After` that is waited for; a longer one ends the run until then.
    attempts
        How often one request is made.
    pages
        Most answers that one calendar may have.
    in_a_row
        Calendars without an answer, one after another, after which the server is taken for down.
    """

    silence_seconds: float = 20
    request_seconds: float = 60
    body_bytes: int = 32 << 20
    wait_seconds: float = 60
    attempts: int = 4
    pages: int = 200
    in_a_row: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in lower case, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Client:
    """Requests to one server or several, one at a time."""

    limits: Limits = field(default_factory=Limits)
    sleep: Callable[[float], None] = time.sleep

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> Answer:
        """Return the answer, whatever its status, unless the server is busy or broken each time.

        Raises
        ------
        ThrottledError
            It asks for a longer wait than is allowed, or is still busy after the last attempt.
        NoAnswerError
            It cannot be reached, does not answer in time, or fails (5xx) each time.
        TooLargeError
            The answer is larger than allowed.
        InsecureAddressError
            The address is not https.
        """
        failure: Exception = NoAnswerError(urlsplit(url).hostname or "")
        for attempt in range(self.limits.attempts):
            pause = 2.0**attempt / 2
            try:
                answer = self._once(method, url, headers or {}, body)
            except NoAnswerError as error:
                failure = error
            else:
                if answer.status < 500 and answer.status not in BUSY:
                    return answer
                failure = NoAnswerError(urlsplit(url).hostname or "")
                if answer.status in BUSY:
                    pause = max(pause, retry_after(answer.headers))
                    failure = ThrottledError(pause)
                if pause > self.limits.wait_seconds:
                    raise failure
            if attempt + 1 < self.limits.attempts:
                self.sleep(pause)
        raise failure

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        parts = urlsplit(url)
        connection = _connection(url, self.limits.silence_seconds)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        # A server that sends a byte now and then never reaches the socket's own time limit; this one it reaches.
        watch = Timer(self.limits.request_seconds, _cut, [connection])
        watch.daemon = True
        watch.start()
        try:
            connection.request(method, target, body=body or None, headers=dict(headers))
            response = connection.getresponse()
            data = response.read(self.limits.body_bytes + 1)
            if response.length and len(data) <= self.limits.body_bytes:
                raise NoAnswerError(parts.hostname or "")  # cut off in the middle
        except (OSError, http.client.HTTPException, ValueError):
            raise NoAnswerError(parts.hostname or "") from None
        finally:
            watch.cancel()
            connection.close()
        if len(data) > self.limits.body_bytes:
            raise TooLargeError
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, data)


def _connection(url: str, seconds: float) -> http.client.HTTPConnection:
    parts = urlsplit(url)
    check_address(url)
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=seconds)
    return http.client.HTTPSConnection(
        parts.hostname or "", parts.port, timeout=seconds, context=ssl.create_default_context()
    )


def check_address(url: str) -> None:
    """Raise `InsecureAddressError` unless an address is https, or http on this machine."""
    try:
        parts = urlsplit(url)
        is_fine = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        is_fine = is_fine and bool(parts.hostname) and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        is_fine = False
    if not is_fine:
        raise InsecureAddressError


def _cut(connection: http.client.HTTPConnection) -> None:
    sock = connection.sock
    if sock is not None:
        try:
            sock.shutdown(2)
        except OSError:
            return


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds that a server asks to wait, 0 where it does not say; a number or a date."""
    text = headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
