"""Whose calendar a file is: the first path component below PATH, without the extension of the format."""

from collections.abc import Iterator
from pathlib import Path

from signals.calendars.events import Tally
from signals.connectors.base import Directory, Owner, Part
from signals.enums import Reason
from signals.exceptions import PeriodError

ARCHIVE = b"PK\x03\x04"


def files_by_owner(
    path: Path, endings: tuple[str, ...], directory: Directory, tally: Tally, part: Part | None = None
) -> Iterator[tuple[Owner, list[Path]]]:
    """Yield each owner with the files to read, in the order of the names.

    Archives, files of another kind and calendars of people who are not in people.csv are counted and left out.
    `PATH/ann@x.example.ics` and `PATH/ann@x.example/2025.ics` may both exist: they are one owner. Of a part, only what
    is for it to read is opened and counted.
    """
    if not path.is_dir():
        raise PeriodError(
            expected=f"{path}: expected a directory with one calendar file or folder per person"
        )
    owners: dict[int, tuple[Owner, list[Path]]] = {}
    for entry in sorted(path.iterdir()):
        owner = directory.owner(_name(entry, endings))
        if part is not None and not part.holds(owner):
            continue
        files = sorted(files_below(entry, endings, tally))
        if not files:
            continue
        if owner is None:
            tally.skip(Reason.UNKNOWN_OWNER, len(files))
        else:
            owners.setdefault(owner.number, (owner, []))[1].extend(files)
    yield from owners.values()


def _name(entry: Path, endings: tuple[str, ...]) -> str:
    if entry.is_dir():
        return entry.name
    return entry.name[: -len(entry.suffix)] if entry.suffix.lower() in endings else entry.name


def _is_archive(file: Path) -> bool:
    """Return whether a file is an archive whatever its name; one that cannot be opened is for the reader to refuse."""
    try:
        with file.open("rb") as handle:
            return handle.read(len(ARCHIVE)) == ARCHIVE
    except OSError:
        return False


def files_below(entry: Path, endings: tuple[str, ...], tally: Tally) -> Iterator[Path]:
    """Yield the files of an entry that look like the format."""
    for file in entry.rglob("*") if entry.is_dir() else [entry]:
        if file.is_dir():
            continue
        if file.suffix.lower() == ".zip" or _is_archive(file):
            tally.skip(Reason.REFUSED_ARCHIVE)
        elif file.suffix.lower() not in endings:
            tally.skip(Reason.UNKNOWN_FILE)
        else:
            yield file
