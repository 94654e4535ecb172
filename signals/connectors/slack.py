"""Slack export: `users.json`, and a folder per channel with a file per day. Who wrote when, and in whose thread."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from signals.calendars.events import Tally
from signals.connectors.activity import HOURS, TIES, Act, instant
from signals.connectors.activity_json import Json, JsonActivity, bounded, opened
from signals.enums import Reason, Source
from signals.exceptions import BrokenFileError

# Lists of channels and people that an export holds beside the messages; only users.json is read.
ABOUT = frozenset(
    [
        "channels.json",
        "groups.json",
        "dms.json",
        "mpims.json",
        "integration_logs.json",
        "canvases.json",
        "org_users.json",
        "file_conversations.json",
        "huddle_transcripts.json",
        "lists.json",
    ]
)
# Notices such as "has joined the channel" are no work; these subtypes are messages that somebody wrote.
WRITTEN = frozenset(["", "thread_broadcast", "file_share", "me_message", "reply_broadcast"])


class SlackConnector(JsonActivity):
    """Messages without their text; a reply is a contact with whoever began the thread."""

    source = Source.SLACK
    metrics = HOURS + TIES
    endings = (".json",)
    has_lines = False
    allowed = frozenset(["id", "profile", "email", "type", "subtype", "user", "ts", "parent_user_id"])

    def who(self, files: list[Path], tally: Tally) -> tuple[Mapping[str, str], list[Path]]:
        """Read who is who from users.json; the days of the channels are left."""
        accounts: dict[str, str] = {}
        for file in files:
            if file.name == "users.json":
                accounts |= self._users(file, tally)
        return accounts, [file for file in files if file.name != "users.json" and file.name not in ABOUT]

    def _users(self, file: Path, tally: Tally) -> dict[str, str]:
        try:
            with opened(file) as handle:
                people = self.items(self.load(bounded(handle)))
        except (OSError, BrokenFileError):
            tally.skip(Reason.BROKEN_FILE)
            return {}
        profiles = [(each.get("id"), each.get("profile")) for each in people if isinstance(each, dict)]
        return {
            str(user): str(profile.get("email") or "")
            for user, profile in profiles
            if isinstance(profile, dict)
        }

    def act(self, item: Json) -> Iterator[Act]:
        """Yield a message that a person wrote."""
        if item.get("type", "message") != "message" or item.get("subtype", "") not in WRITTEN:
            return
        if not item.get("user"):
            return  # an app
        parent = item.get("parent_user_id")
        at = instant(int(item["ts"].partition(".")[0]))  # 1355517523.000005
        yield Act((str(item["user"]),), at, ((str(parent),),) if parent else ())
