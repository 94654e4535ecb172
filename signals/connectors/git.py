"""git: who committed when. Files of `git log --format=%aE%x09%aI`, or a repository, of which the same is asked."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import BinaryIO, cast

from signals.calendars.events import Tally
from signals.connectors.activity import Act, ActivityConnector, instant
from signals.connectors.activity_json import lines
from signals.connectors.owners import files_below
from signals.enums import Reason, Source
from signals.exceptions import BrokenEventError, BrokenFileError

# Address and date of the author, and nothing else: no message, no file, no name. `.mailmap` joins old addresses.
# Signatures are not looked at, because that would run a program which the repository names.
LOG = ("log", "--all", "--no-show-signature", "--format=%aE%x09%aI")
MOST_SECONDS = 600


class GitConnector(ActivityConnector):
    """Dates of the author, which a rebase keeps. A commit has no counterpart, so no ties."""

    source = Source.GIT
    endings = (".log", ".txt", ".tsv")
    read_fields = ("author e-mail", "author date")

    def files(self, path: Path, tally: Tally) -> list[Path]:
        """Return a repository as itself, or the repositories and files of a folder."""
        if _is_repository(path) or not path.is_dir():
            return [path] if path.is_dir() else super().files(path, tally)
        found: list[Path] = []
        for entry in sorted(path.iterdir()):
            found += [entry] if _is_repository(entry) else sorted(files_below(entry, self.endings, tally))
        return found

    def acts(self, file: Path, tally: Tally) -> Iterator[Act]:
        """Yield a commit per line."""
        try:
            with _log(file) if file.is_dir() else file.open("rb") as handle:
                yield from _commits(handle, tally)
        except OSError:
            raise BrokenFileError from None


def _is_repository(path: Path) -> bool:
    return (path / ".git").exists() or ((path / "HEAD").is_file() and (path / "objects").is_dir())


@contextmanager
def _log(repository: Path) -> Iterator[BinaryIO]:
    """Give what git says as it says it; a git that takes longer than ten minutes is stopped."""
    command = ["git", "--no-pager", "-c", "core.fsmonitor=false", "-C", str(repository), *LOG]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603  # our own arguments
    watch = Timer(MOST_SECONDS, process.kill)
    watch.start()
    try:
        with process:
            yield cast("BinaryIO", process.stdout)
            if process.wait():
                raise BrokenFileError
    finally:
        watch.cancel()
        process.kill()


def _commits(handle: BinaryIO, tally: Tally) -> Iterator[Act]:
    is_log = False
    for line in lines(handle, tally):
        try:
            address, found, moment = line.decode().rstrip("\r\n").partition("\t")
            if not found:
                raise BrokenEventError
            act = Act((address,), instant(moment))
        except (BrokenEventError, UnicodeDecodeError):
            tally.skip(Reason.BROKEN_EVENT)
            continue
        is_log = True
        yield act
    if not is_log:
        raise BrokenFileError
