"""What can go wrong while signals are read; every error carries its parts, and says one sentence."""


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
