"""Jira: bodies of the issue search with `expand=changelog`. Who created, changed or commented on an issue, and when."""

from collections.abc import Iterator

from signals.connectors.activity import HOURS, TIES, Act, instant
from signals.connectors.activity_json import Json, JsonActivity
from signals.enums import Source
from signals.exceptions import BrokenFileError

Names = tuple[str, ...]


class JiraConnector(JsonActivity):
    """A change or comment is a contact with whoever created the issue, and with whom it is assigned to."""

    source = Source.JIRA
    metrics = HOURS + TIES
    has_lines = False
    allowed = frozenset(
        [
            "issues",
            "fields",
            "created",
            "creator",
            "assignee",
            "comment",
            "comments",
            "author",
            "changelog",
            "histories",
            "emailAddress",
            "accountId",
            "name",
            "key",
        ]
    )

    def items(self, document: object) -> list[object]:
        """Return the issues of a search, or those of a bare list."""
        found = document.get("issues") if isinstance(document, dict) else document
        if not isinstance(found, list):
            raise BrokenFileError
        return found

    def act(self, item: Json) -> Iterator[Act]:
        """Yield the creation of an issue, its comments and its changes."""
        fields = item["fields"]
        creator, assignee = _names(fields.get("creator")), _names(fields.get("assignee"))
        parties = tuple(names for names in (creator, assignee) if names)
        if creator:
            yield Act(creator, instant(fields["created"]), parties)
        comments = (fields.get("comment") or {}).get("comments") or []
        changes = (item.get("changelog") or {}).get("histories") or []
        for each in (*comments, *changes):
            if names := _names(each.get("author")):
                yield Act(names, instant(each["created"]), parties)


def _names(person: Json | None) -> Names:
    """Return address, account id (Cloud), user name and key (Data Center), those that are there."""
    fields = ("emailAddress", "accountId", "name", "key")
    return tuple(str(person[name]) for name in fields if person.get(name)) if person else ()
