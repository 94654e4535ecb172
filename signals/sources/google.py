"""Google Calendar API, `events.list`: a service account with domain-wide delegation reads as each person in turn."""

import base64
import json
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from signals.calendars.events import Event, Tally
from signals.connectors.base import Directory, Owner
from signals.connectors.google import GoogleConnector
from signals.enums import Source
from signals.exceptions import AccessRefusedError, InsecureAddressError
from signals.sources.base import CalendarSource, Field, Pages, Tokens, Window, token_of
from signals.sources.http import Client, check_address

READ = (
    "id,iCalUID,recurringEventId,originalStartTime(dateTime,date,timeZone),start(dateTime,date,timeZone),"
    "end(dateTime,date,timeZone),status,transparency,visibility,sequence,updated,recurrence,"
    "attendees(email,responseStatus,resource,self),organizer(email)"
)
PAGE = 2500


class GoogleSource(CalendarSource):
    """The address is that of the API; `fields` asks for what is read, so that titles never leave Google."""

    source = Source.GOOGLE
    scope = "https://www.googleapis.com/auth/calendar.events.readonly"
    read_fields = (
        "start",
        "end",
        "status",
        "transparency",
        "visibility",
        "recurrence",
        "attendees",
        "organizer",
    )
    credential_fields = (Field("key", is_secret=True, is_long=True),)

    def __init__(self, address: str, credential: Mapping[str, str], client: Client) -> None:
        self._base, self._client = address.rstrip("/"), client
        self._key = credential["key"]
        self._parser = GoogleConnector()

    @classmethod
    def check(cls, address: str, credential: Mapping[str, str]) -> str:
        """Return which field cannot be right."""
        try:
            check_address(address)
        except InsecureAddressError:
            return "address"
        try:
            _key(credential["key"])
        except AccessRefusedError:
            return "key"
        return ""

    def events(self, owner: Owner, directory: Directory, window: Window, tally: Tally) -> list[Event]:
        """Return the events of the person's own calendar, series not expanded."""
        tokens = Tokens(lambda: self._token(owner.address))
        asked = {
            "timeMin": f"{window.start:%Y-%m-%dT%H:%M:%SZ}",
            "timeMax": f"{window.end:%Y-%m-%dT%H:%M:%SZ}",
            "singleEvents": "false",
            "maxResults": str(PAGE),
            "fields": f"nextPageToken,items({READ})",
        }
        first = f"{self._base}/calendars/{quote(owner.address, safe='')}/events?{urlencode(asked)}"
        pages = Pages(self._parser, "nextPageToken", self._client.limits.pages).read(
            first,
            lambda url: tokens.ask(self._client, url, {"Accept": "application/json"}),
            lambda token: f"{first}&{urlencode({'pageToken': token})}",
        )
        return self._parser.events(pages, owner, directory, tally)

    def _token(self, address: str) -> str:
        """Return a token to read as one person (RFC 7523, as Google wants it)."""
        account, signer = _key(self._key)
        now = int(time.time())
        claims = {
            "iss": account["client_email"], "sub": address, "scope": self.scope, "aud": account["token_uri"],
            "iat": now, "exp": now + 600,
        }  # fmt: skip
        signed = f"{_part({'alg': 'RS256', 'typ': 'JWT'})}.{_part(claims)}"
        signature = _text(signer.sign(signed.encode(), PKCS1v15(), SHA256()))
        grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
        body = urlencode({"grant_type": grant, "assertion": f"{signed}.{signature}"})
        return token_of(self._client, account["token_uri"], body)


def _key(text: str) -> tuple[dict[str, str], RSAPrivateKey]:
    """Return the key file of a service account, or raise `AccessRefusedError` where it is none."""
    try:
        account = json.loads(text)
        check_address(account["token_uri"])
        signer = load_pem_private_key(account["private_key"].encode(), None)
    except (ValueError, KeyError, TypeError, AttributeError, UnsupportedAlgorithm, InsecureAddressError):
        raise AccessRefusedError from None
    if not isinstance(signer, RSAPrivateKey) or not isinstance(account.get("client_email"), str):
        raise AccessRefusedError
    return account, signer


def _part(value: dict[str, Any]) -> str:
    return _text(json.dumps(value).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
