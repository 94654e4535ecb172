"""GitLab: bodies of the events API. Who did something when; whose work it was about is not in them, so no ties."""

from collections.abc import Iterator

from signals.connectors.activity import Act, instant
from signals.connectors.activity_json import Json, JsonActivity
from signals.enums import Source

# Being added to a project or leaving it is no work.
NOT_WORK = frozenset(["joined", "left", "removed due to membership expiration from", "expired"])


class GitlabConnector(JsonActivity):
    """Events of users or projects; people are known by user name, or by account id."""

    source = Source.GITLAB
    allowed = frozenset(
        ["action_name", "author_id", "author_username", "author", "username", "id", "created_at"]
    )

    def act(self, item: Json) -> Iterator[Act]:
        """Yield an event that is work."""
        if item.get("action_name") in NOT_WORK:
            return
        author = item.get("author") or {}
        names = (
            item.get("author_username") or author.get("username") or "",
            str(item.get("author_id") or ""),
        )
        yield Act(names, instant(item["created_at"]))
