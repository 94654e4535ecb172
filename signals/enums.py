"""Sources, reasons for skipping, kinds of days, and severities."""

from enum import StrEnum


class Source(StrEnum):
    """Where signals may come from; CalDAV is fetched only, everything else is read from files."""

    ICS = "ics"
    CALDAV = "caldav"
    GOOGLE = "google"
    GRAPH = "graph"
    VIVA = "viva"
    SLACK = "slack"
    JIRA = "jira"
    GITLAB = "gitlab"
    GITHUB = "github"
    GIT = "git"


class Reason(StrEnum):
    """Why something was skipped; the rest is always read."""

    BROKEN_FILE = "broken_file"
    BROKEN_EVENT = "broken_event"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_OWNER = "unknown_owner"
    REFUSED_RECURRENCE = "refused_recurrence"
    LINE_TOO_LONG = "line_too_long"
    REFUSED_ARCHIVE = "refused_archive"
    UNKNOWN_FILE = "unknown_file"
    # Of calendars that are fetched.
    NO_CALENDAR = "no_calendar"
    TOO_LARGE = "too_large"
    NO_ANSWER = "no_answer"
    THROTTLED = "throttled"
    ACCESS_REFUSED = "access_refused"
    TOO_MANY_UNREAD = "too_many_unread"


class Outcome(StrEnum):
    """How a connection was left by its last run."""

    NEVER = "never"
    READ = "read"
    WAITING = "waiting"
    REFUSED = "refused"
    FAILED = "failed"


class Severity(StrEnum):
    """How long a finding has held: two blocks, or three and more."""

    WATCH = "watch"
    HIGH = "high"
