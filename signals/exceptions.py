"""What can go wrong while signals are read; every error carries its parts, and says one sentence."""

from signals.enums import Reason


class SignalsError(Exception):
    """Base of everything this app raises on purpose; not worth a retry unless a subclass says so."""


class UnknownSourceError(SignalsError):
    """No source of that name exists."""

    def __init__(self, source: str, known: tuple[str, ...]) -> None:
        super().__init__(source, known)
        self.source, self.known = source, known

    def __str__(self) -> str:
        return f"unknown source {self.source!r}: expected one of {', '.join(self.known)}"


class NothingReadableError(SignalsError):
    """A source in which not one calendar or row could be read."""

    def __init__(self, path: str, skipped: dict[str, int]) -> None:
        super().__init__(path, skipped)
        self.path, self.skipped = path, skipped

    def __str__(self) -> str:
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(self.skipped.items()))
        return f"{self.path}: nothing readable found{f' (skipped: {why})' if why else ''}"


class PeriodError(SignalsError):
    """The dates of the call make no period."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected

    def __str__(self) -> str:
        return self.expected


class UnknownDetectorError(SignalsError):
    """No detector of that name exists."""

    def __init__(self, detector: str) -> None:
        super().__init__(detector)
        self.detector = detector


class ThresholdError(SignalsError):
    """A mark that no detector has, or a value that is less careful than the definition."""

    def __init__(self, key: str, low: float | None = None, high: float | None = None) -> None:
        super().__init__(key, low, high)
        self.key, self.low, self.high = key, low, high

    def __str__(self) -> str:
        if self.low is None:
            return f"{self.key}: no detector has a mark of that name"
        return f"{self.key}: expected a value from {self.low:g} to {self.high:g}, for a mark may only become more careful"


class UnknownMetricError(SignalsError):
    """No metric of that name exists."""

    def __init__(self, metric: str) -> None:
        super().__init__(metric)
        self.metric = metric


class BrokenEventError(SignalsError):
    """An event that cannot be understood; it is skipped and counted, the rest is read."""


class BrokenFileError(SignalsError):
    """A file that is no calendar; it is skipped and counted, the rest is read."""


class UnknownZoneError(SignalsError):
    """A time zone that neither the zone database, the file nor CLDR knows."""


class RefusedRecurrenceError(SignalsError):
    """A recurrence that would take more time or memory than any meeting series deserves."""


class SourceError(SignalsError):
    """A server that holds calendars did not give what was asked; `reason` is how it is counted and shown."""

    reason = Reason.NO_ANSWER


class InsecureAddressError(SourceError):
    """An address that is not https: a credential would cross the network in the open."""

    def __str__(self) -> str:
        return "The address must begin with https:// and carry no user name"


class AccessRefusedError(SourceError):
    """The server knows the credential no longer, or never did; somebody has to enter a new one."""

    reason = Reason.ACCESS_REFUSED

    def __str__(self) -> str:
        return "The server refuses the credential. Enter a new one"


class CredentialLostError(SourceError):
    """The stored credential was encrypted with a secret that this site no longer has."""

    reason = Reason.ACCESS_REFUSED

    def __str__(self) -> str:
        return "The stored credential cannot be read any more. Enter a new one"


class NoCalendarError(SourceError):
    """The server has no calendar of this person, or does not show it."""

    reason = Reason.NO_CALENDAR


class TooLargeError(SourceError):
    """An answer, or a calendar, that is larger than any person's."""

    reason = Reason.TOO_LARGE


class BrokenAnswerError(SourceError):
    """An answer in another format than the server's own."""

    reason = Reason.BROKEN_FILE


class NoAnswerError(SourceError):
    """The server cannot be reached, does not answer in time, or fails."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host

    def __str__(self) -> str:
        return f"{self.host} does not answer"


class ThrottledError(SourceError):
    """The server asks to be left alone for a while."""

    reason = Reason.THROTTLED

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return "The server asks to wait. Nothing is lost: the next run begins again"


class TooManyUnreadError(SourceError):
    """So many calendars could not be read that the rest is not the company."""

    reason = Reason.TOO_MANY_UNREAD

    def __str__(self) -> str:
        return "too many calendars could not be read"


class StoppedError(SignalsError):
    """A run that ended before anything was released; `connection` is the one that it hinges on, if any."""

    def __init__(self, connection: str | None, cause: SourceError) -> None:
        super().__init__(connection, cause)
        self.connection, self.cause = connection, cause

    def __str__(self) -> str:
        return f"stopped, nothing was released: {self.cause}"


class ConnectionFieldError(SignalsError):
    """A field of a connection that cannot be right."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field
