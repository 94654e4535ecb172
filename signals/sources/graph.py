"""Microsoft Graph, `calendarView`: an application that may read the basics of all calendars."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from signals.calendars.events import Event, Tally
from signals.connectors.base import Directory, Owner
from signals.connectors.graph import GraphConnector
from signals.enums import Source
from signals.exceptions import InsecureAddressError
from signals.sources.base import CalendarSource, Field, Pages, Tokens, Window, same_place, token_of
from signals.sources.http import Client, check_address

LOGIN = "https://login.microsoftonline.com"
SELECT = (
    "id", "iCalUId", "originalStart", "start", "end", "isCancelled", "isAllDay", "showAs", "sensitivity", "type",
    "lastModifiedDateTime", "attendees", "organizer", "responseStatus",
)  # fmt: skip
PAGE = 500


class GraphSource(CalendarSource):
    """`$select` asks for what is read, and the permission gives no bodies, so that neither ever leaves Microsoft.

    `calendarView/delta` knows no `$select`, and would send subjects and bodies; so the days are read as they are.
    """

    source = Source.GRAPH
    scope = "Calendars.ReadBasic.All"
    read_fields = SELECT
    credential_fields = (
        Field("tenant"),
        Field("client_id"),
        Field("client_secret", is_secret=True),
        Field("login_address"),
    )

    def __init__(self, address: str, credential: Mapping[str, str], client: Client) -> None:
        self._base, self._client = address.rstrip("/"), client
        self._credential = credential
        self._parser = GraphConnector()
        self._tokens = Tokens(self._token)

    @classmethod
    def check(cls, address: str, credential: Mapping[str, str]) -> str:
        """Return which field cannot be right."""
        for name, place in (
            ("address", address),
            ("login_address", credential.get("login_address") or LOGIN),
        ):
            try:
                check_address(place)
            except InsecureAddressError:
                return name
        needed = ("tenant", "client_id", "client_secret")
        return next((name for name in needed if not credential.get(name, "").strip()), "")

    def events(self, owner: Owner, directory: Directory, window: Window, tally: Tally) -> list[Event]:
        """Return the events of the person's own calendar, series expanded."""
        asked = {
            "startDateTime": f"{window.start:%Y-%m-%dT%H:%M:%SZ}",
            "endDateTime": f"{window.end:%Y-%m-%dT%H:%M:%SZ}",
            "$select": ",".join(SELECT),
            "$top": str(PAGE),
        }
        first = (
            f"{self._base}/users/{quote(owner.address, safe='')}/calendarView?{urlencode(asked, safe='$,')}"
        )
        pages = Pages(self._parser, "@odata.nextLink", self._client.limits.pages).read(
            first,
            lambda url: self._tokens.ask(self._client, url, {"Accept": "application/json"}),
            lambda link: same_place(link, self._base),
        )
        return self._parser.events(pages, owner, directory, tally)

    def _token(self) -> str:
        """Return a token of the application (client credentials)."""
        known = self._credential
        place = (known.get("login_address") or LOGIN).rstrip("/")
        body = {
            "grant_type": "client_credentials",
            "client_id": known["client_id"],
            "client_secret": known["client_secret"],
            "scope": "https://graph.microsoft.com/.default",
        }
        url = f"{place}/{quote(known['tenant'], safe='')}/oauth2/v2.0/token"
        return token_of(self._client, url, urlencode(body))
