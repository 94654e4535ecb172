"""What can go wrong with results; messages say where, what and what was expected."""

from pathlib import Path


class NormFileError(Exception):
    """A file of norms, or its mapping, is not as it should be."""

    def __init__(self, path: Path, line: int, value: str, expected: str) -> None:
        super().__init__(f"{path}, line {line}: {value}; expected {expected}")


class NotReleasedError(Exception):
    """A wave that is not released was about to be shared."""


class PdfNotAvailableError(Exception):
    """What makes PDF files is not installed on this machine."""
