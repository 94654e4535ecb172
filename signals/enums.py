"""Sources, reasons for skipping, kinds of days, and severities."""

from enum import StrEnum


class Source(StrEnum):
    """Where signals may come from."""

    ICS = "ics"
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


class Severity(StrEnum):
    """How long a finding has held: two blocks, or three and more."""

    WATCH = "watch"
    HIGH = "high"
