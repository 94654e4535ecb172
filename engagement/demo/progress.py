"""Telling a person at a terminal what is going on: stage, count and seconds."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Prints a line per step, on a terminal only, and adds up seconds per stage."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.shows = stream.isatty()
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._said = ""

    @contextmanager
    def step(self, stage: str, what: str, place: str = "") -> Iterator[None]:
        """Time one step of a stage; `place` says how far it is, as in "12/74"."""
        begun = time.monotonic()
        self._said = ""
        yield
        took = time.monotonic() - begun
        self.seconds[stage] = self.seconds.get(stage, 0.0) + took
        self.say(f"{place:>8}  {stage:<11} {what:<12} {self._said:<44} {took:6.1f} s")

    def note(self, said: str) -> None:
        """Say what the present step came to; it stands in its line."""
        self._said = said

    def count(self, what: str, number: int) -> None:
        """Add to the count of something."""
        self.counts[what] = self.counts.get(what, 0) + number

    def say(self, line: str) -> None:
        """Print a line if somebody is watching."""
        if self.shows:
            self.stream.write(line + "\n")
            self.stream.flush()

    def summary(self) -> str:
        """Return seconds per stage and what was counted."""
        stages = ", ".join(f"{stage} {seconds:.0f} s" for stage, seconds in self.seconds.items())
        counts = ", ".join(f"{number:,} {what}" for what, number in self.counts.items())
        return f"{stages}\n{counts}" if counts else stages
