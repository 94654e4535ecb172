"""What a source of calendars is: a server that is asked for one person's events, over days, with the fields of the promise."""

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from signals.calendars.events import Event, Tally
from signals.connectors.base import Directory, Owner
from signals.connectors.json_events import Json, JsonCalendars
from signals.enums import Source
from signals.exceptions import (
    AccessRefusedError,
    BrokenAnswerError,
    BrokenFileError,
    NoCalendarError,
    TooLargeError,
)
from signals.sources.http import Answer, Client

GONE = 410


@dataclass(frozen=True, slots=True)
class Window:
    """The moments that are asked for: the days of the blocks, and one more on each side for the zones of the world."""

    first_day: date
    end_day: date

    @property
    def start(self) -> datetime:
        """Return the first moment."""
        return datetime.combine(self.first_day - timedelta(days=1), time(), UTC)

    @property
    def end(self) -> datetime:
        """Return the moment after the last."""
        return datetime.combine(self.end_day + timedelta(days=1), time(), UTC)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the operator enters; a secret is never shown again."""

    name: str
    is_secret: bool = False
    is_long: bool = False


class CalendarSource(ABC):
    """A server with everybody's calendars, and the credential for it.

    Attributes
    ----------
    source
        Name; also of the connector whose rules read the events.
    scope
        The least right that suffices, as the server names it.
    read_fields
        What is asked for of each event, as the server names it.
    credential_fields
        What the operator enters.
    """

    source: Source
    scope: str
    read_fields: tuple[str, ...]
    credential_fields: tuple[Field, ...]

    @abstractmethod
    def __init__(self, address: str, credential: Mapping[str, str], client: Client) -> None:
        """Keep where and as whom to ask; nothing is asked yet."""

    @classmethod
    @abstractmethod
    def check(cls, address: str, credential: Mapping[str, str]) -> str:
        """Return the name of the first field that cannot be right, or nothing."""

    @abstractmethod
    def events(self, owner: Owner, directory: Directory, window: Window, tally: Tally) -> list[Event]:
        """Return a person's events.

        Raises
        ------
        SourceError
            What the server did not give, and why.
        """


def answered(answer: Answer) -> Answer:
    """Return an answer that holds what was asked, or raise what its status says."""
    if answer.status in (200, 207):
        return answer
    if answer.status == 401:
        raise AccessRefusedError
    if answer.status in (403, 404):
        raise NoCalendarError
    raise BrokenAnswerError


class Tokens:
    """A bearer token that is fetched when it is needed, and once more when the server says that it has expired."""

    def __init__(self, fetch: Callable[[], str]) -> None:
        self._fetch = fetch
        self._token = ""

    def ask(self, client: Client, url: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer to a GET.

        Raises
        ------
        AccessRefusedError
            A fresh token is refused as well.
        """
        for is_fresh in (not self._token, True):
            if is_fresh:
                self._token = self._fetch()
            answer = client.request("GET", url, {**headers, "Authorization": f"Bearer {self._token}"})
            if answer.status != 401:
                break
        return answer


def token_of(client: Client, url: str, body: str) -> str:
    """Ask a token endpoint (RFC 6749) and return the token.

    Raises
    ------
    NoCalendarError
        The person to read as is not known there: somebody who has left, or has an address elsewhere.
    AccessRefusedError
        Anything else.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = client.request("POST", url, headers, body.encode())
    try:
        found = json.loads(answer.body)
        if "Invalid email" in str(found.get("error_description", "")):
            raise NoCalendarError
        token = found["access_token"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise AccessRefusedError from None
    if answer.status != 200 or not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise AccessRefusedError
    return token


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of one calendar in JSON.

    Attributes
    ----------
    parser
        The connector that knows which keys may be kept.
    turn
        Key that leads to the next page; the page without it is the last, whatever token for later it carries.
    """

    parser: JsonCalendars
    turn: str
    most: int

    def read(
        self, first: str, ask: Callable[[str], Answer], following: Callable[[str], str]
    ) -> list[list[Json]]:
        """Return the items of every page; where a page token has expired (410), once more from the beginning.

        Raises
        ------
        TooLargeError
            More pages than any calendar has, or pages that go round in a circle.
        BrokenAnswerError
            A page of another shape.
        """
        for _ in range(2):
            try:
                return list(self._walk(first, ask, following))
            except _ExpiredError:
                continue
        raise BrokenAnswerError

    def _walk(
        self, first: str, ask: Callable[[str], Answer], following: Callable[[str], str]
    ) -> Iterator[list[Json]]:
        url = first
        for _ in range(self.most):
            answer = ask(url)
            if answer.status == GONE:
                raise _ExpiredError
            body = self._body(answered(answer))
            yield body[self.parser.items]
            token = body.get(self.turn)
            if not token:
                return
            if not isinstance(token, str):
                raise BrokenAnswerError
            url = following(token)
        raise TooLargeError

    def _body(self, answer: Answer) -> dict[str, Any]:
        try:
            return self.parser.load(answer.body, also=self.turn)
        except BrokenFileError:
            raise BrokenAnswerError from None


class _ExpiredError(Exception):
    """The place in the list is known no longer."""


def same_place(url: str, known: str) -> str:
    """Return an address that a server gave, or raise `BrokenAnswerError` where a credential would go elsewhere."""
    parts, base = urlsplit(url), urlsplit(known)
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        raise BrokenAnswerError
    return url
