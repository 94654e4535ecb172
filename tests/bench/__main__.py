"""Every benchmark in one run: `python -m tests.bench [NAME ...]`, written to docs/benchmarks.md with the machine it ran on.

A benchmark prints its own figures, each a ratio against a peer or a floor of the same run, or a count. One that fails stops
nothing; what it said last stands in its place. With names, only those run and the others keep what they said before.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

The last run of each, with `make bench` or `python -m tests.bench NAME`. Absolute times say little: read the ratios and the counts.
"""
LONGEST = 60  # lines kept of what a benchmark says


@dataclass(frozen=True, slots=True)
class Bench:
    """A name, what it is about, and the arguments of python that run it."""

    name: str
    about: str
    arguments: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command as a person types it."""
        return "python " + " ".join(self.arguments)


def _module(name: str, about: str, *arguments: str) -> Bench:
    return Bench(name, about, ("-m", f"tests.bench.bench_{name.split('-')[0]}", *arguments))


BENCHES = (
    _module("door-agree", "10,000 random companies against brute force", "agree"),
    _module("door-visible", "What the door shows of units of 5 to 12", "visible"),
    _module("door-speed", "100,000 people, 5,000 units, 40 items, 3 waves", "speed"),
    _module("leaver", "What one person who left gives away between two waves"),
    _module("ballots-linkage", "Who tries to link 10,000 ballots to people", "linkage"),
    _module("ballots-kill", "Web server and database killed during 2,000 submissions", "kill"),
    _module("ballots-office", "1,000 submissions a minute from one address", "office"),
    _module("ballots-guess", "100,000 guessed links and tokens", "guess"),
    _module("desk-first", "Seconds to a first draft without a model", "first"),
    _module("rotation", "A year of a rotating pulse"),
    _module("text", "Sentiment and topics on voices no model was trained on"),
    _module("text_cost", "Reading comments beside the encoder alone"),
    _module("pii", "Names, numbers and addresses that redaction finds"),
    _module("reviews", "Real reviews beside the stars of their writers"),
    _module("injections", "Orders and marks inside comments"),
    _module("detectors", "Planted conditions in generated companies"),
    _module("signals", "A million attendances beside the parse alone"),
    _module("faults", "Broken files and servers"),
    _module("foresight", "Forecasts in worlds whose law is known"),
    _module("effects", "Effects of actions in worlds whose truth is known"),
    _module("panel_size", "The forecast of 10,000 units and 60 blocks"),
    _module("null_pages", "Pages of waves in which nothing happened"),
    _module("pages-build", "A database of 100,000 people, 5,000 units and 12 waves", "build"),
    _module("pages-measure", "Every page at that size", "measure"),
    _module("export", "Export of everything at that size"),
)


def run(bench: Bench) -> str:
    """Run a benchmark and return its section."""
    _say(f"== {bench.name}: {bench.command}")
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, *bench.arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    minutes, seconds = divmod(round(time.monotonic() - start), 60)
    said = (
        (done.stdout if done.returncode == 0 else done.stdout + done.stderr).strip().splitlines()[-LONGEST:]
    )
    _say("\n".join(said))
    state = "" if done.returncode == 0 else f" · ended with {done.returncode}"
    body = "\n".join(line.rstrip() for line in said)
    return (
        f"## {bench.name}\n\n{bench.about}. `{bench.command}`, {datetime.now(tz=UTC).date()}, {minutes} min {seconds} s, "
        f"{machine()}{state}\n\n```text\n{body}\n```\n"
    )


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def machine() -> str:
    """Return what the figures were taken on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}"


def sections(text: str) -> dict[str, str]:
    """Return what stands in the page by name."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0].removeprefix("## ").strip(): part.strip() + "\n" for part in parts}


def write(found: dict[str, str]) -> None:
    """Write the page, benchmarks in the order of this file."""
    PAGE.write_text("\n".join([HEAD, *(found[bench.name] for bench in BENCHES if bench.name in found)]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the named benchmarks, or all."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", choices=[*(bench.name for bench in BENCHES), []], metavar="NAME")
    names = parser.parse_args(arguments).names
    found = sections(PAGE.read_text()) if PAGE.exists() else {}
    for bench in BENCHES:
        if not names or bench.name in names:
            found[bench.name] = run(bench)
            write(found)


if __name__ == "__main__":
    main()
