"""A word in a chat room or on phones: Slack, Teams, Feishu, DingTalk, WeCom, SMS, whatever `apprise` has an address for.

Such a message goes to many, so that it carries no personal link and says nothing about who took part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import apprise

from surveys.exceptions import SurveyError

TITLE, BODY = 120, 1000


@dataclass
class ChannelError(SurveyError):
    """An address that no service has; only its kind is named, since the rest of it is a secret."""

    kind: str

    def __str__(self) -> str:
        return f"channel {self.kind!r}: expected an address as apprise writes it, such as slack://..."


def check_address(address: str) -> None:
    """Raise `ChannelError` unless some service takes an address like this."""
    if apprise.Apprise.instantiate(address) is None:
        raise ChannelError(urlsplit(address).scheme or "(none)")


def post(addresses: Sequence[str], *, title: str, body: str) -> int:
    """Send a message to every address; return how many took it. One that fails does not keep the others from it.

    Nothing is sent if an address is unusable. Longer titles and texts than 120 and 1000 characters are cut.
    """
    for address in addresses:
        check_address(address)
    sent = 0
    for address in addresses:
        room = apprise.Apprise()
        room.add(address)
        sent += bool(room.notify(title=title[:TITLE], body=body[:BODY]))
    return sent
