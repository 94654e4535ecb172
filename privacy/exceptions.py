"""Errors of the privacy app: one base, attributes instead of strings."""


class PrivacyError(Exception):
    """Base of every error of this app."""


class PolicyError(PrivacyError):
    """A policy value that is unknown, of the wrong kind, or lower than the default."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"policy {name}={value!r}: expected {expected}")
        self.name, self.value, self.expected = name, value, expected


class PlanError(PrivacyError):
    """A plan of release that cannot be followed."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"plan {name}={value!r}: expected {expected}")
        self.name, self.value, self.expected = name, value, expected


class FrameError(PrivacyError):
    """Answers or a roster that the door cannot take: nothing is released."""

    def __init__(self, what: str, value: object, expected: str) -> None:
        super().__init__(f"{what} {value!r}: expected {expected}")
        self.what, self.value, self.expected = what, value, expected


class InputError(PrivacyError):
    """A line of a file that is not what was expected; reads as one sentence."""

    def __init__(self, path: object, line: int | None, column: str | None, expected: str) -> None:
        self.path, self.line, self.column, self.expected = path, line, column, expected
        place = [str(path), *([f"line {line}"] if line else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(place)}: expected {expected}")


class AuditRefusedError(PrivacyError):
    """The exact audit found, or could not exclude in time, a combination of fewer than k people."""

    def __init__(self, support: int | None, k: int) -> None:
        said = "did not finish in time" if support is None else f"found a combination of {support} people"
        super().__init__(f"the audit {said}; at least {k} are needed")
        self.support, self.k = support, k
