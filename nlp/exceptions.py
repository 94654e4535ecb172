"""What can go wrong when reading text: one base error, attributes instead of prepared sentences."""

from pathlib import Path


class NlpError(Exception):
    """Base of every error that this package raises on purpose."""


class UnknownKeyError(NlpError):
    """A registry was asked for something that it does not hold."""

    def __init__(self, registry: str, key: str, known: tuple[str, ...]) -> None:
        self.registry, self.key, self.known = registry, key, known
        super().__init__(f"unknown {registry} {key!r}; known: {', '.join(known)}")


class InputFileError(NlpError):
    """A file handed in cannot be used; nothing was computed or written."""

    def __init__(self, path: Path | str, *, expected: str, line: int | None = None, column: str = "") -> None:
        self.path, self.line, self.column, self.expected = Path(path), line, column, expected
        place = f"{path}"
        if line is not None:
            place += f", line {line}"
        if column:
            place += f", column {column}"
        super().__init__(f"{place}: {expected}")


class MissingPackageError(NlpError):
    """An optional package is not installed."""

    def __init__(self, package: str, needed_for: str) -> None:
        self.package, self.needed_for = package, needed_for
        super().__init__(f"{needed_for} needs the package {package!r}, which is not installed")


class HeadsError(NlpError):
    """The weights that turn vectors into labels are missing, altered, or made for another encoder."""

    def __init__(self, path: Path | str, why: str) -> None:
        self.path, self.why = Path(path), why
        super().__init__(f"{path}: {why}")


class RemoteError(NlpError):
    """A model endpoint failed. `retryable` says whether asking again may help."""

    def __init__(self, url: str, why: str, *, retryable: bool, status: int | None = None) -> None:
        self.url, self.why, self.retryable, self.status = url, why, retryable, status
        super().__init__(f"{url}: {why}")


class ReplyFormError(RemoteError):
    """A model answered, but not in the form asked for. `text` is what it wrote: for asking again, never for a log."""

    def __init__(self, url: str, text: str) -> None:
        self.text = text
        super().__init__(url, "the reply does not follow the form asked for", retryable=False)
