"""GitHub: bodies of the events API, or the hourly lines of GH Archive. Who did something, and on whose issue or pull request."""

from collections.abc import Iterator

from signals.connectors.activity import HOURS, TIES, Act, instant
from signals.connectors.activity_json import Json, JsonActivity
from signals.enums import Source

# Stars and forks say what somebody likes, not that they work.
NOT_WORK = frozenset(["WatchEvent", "ForkEvent", "SponsorshipEvent"])


class GithubConnector(JsonActivity):
    """People are known by login; an address comes from accounts.csv."""

    source = Source.GITHUB
    metrics = HOURS + TIES
    allowed = frozenset(["type", "actor", "login", "payload", "issue", "pull_request", "user", "created_at"])

    def act(self, item: Json) -> Iterator[Act]:
        """Yield an event that is work; its counterpart is whoever opened the issue or pull request."""
        if item.get("type") in NOT_WORK:
            return
        payload = item.get("payload") or {}
        openers = [
            (part.get("user") or {}).get("login")
            for name in ("issue", "pull_request")
            if isinstance(part := payload.get(name), dict)
        ]
        others = tuple((login,) for login in openers if login)
        yield Act((item["actor"]["login"],), instant(item["created_at"]), others)
