"""Writing the company as files: what the commands read, what the player plays, and the causes behind all of it."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from engagement.demo.agenda import directory_days
from engagement.demo.exceptions import ForeignDataError
from engagement.demo.tables import (
    answer_rows,
    comment_rows,
    directory_rows,
    people_rows,
    plan,
    roster_rows,
    unit_rows,
)
from engagement.demo.world import World
from engagement.demo.world.aftermath import aftermath
from engagement.demo.world.calendars.export import calendars
from engagement.demo.world.voices import Voice, exit_voices, pulse_voices

Tick = Callable[[str], None]
CAUSES = "causes.json"


def calendar_folder(out: Path, world: World, block: int) -> Path:
    """Return the folder of the export that is read after a block, named by its last day."""
    return out / "calendars" / f"{world.window(block).last}"


def are_written(out: Path, world: World) -> bool:
    """Say whether the files of this very world lie in a folder."""
    try:
        header = json.loads((out / CAUSES).read_text(encoding="utf-8"))["demo"]
    except (OSError, ValueError, KeyError):
        return False
    return bool(header == _header(world))


def write_files(
    world: World, out: Path, *, pulse: Mapping[str, Any], leaving: Mapping[str, Any], tick: Tick
) -> None:
    """Write every file into a new folder beside `out`, then put it in place of `out`: all of them or none.

    Parameters
    ----------
    pulse, leaving
        Definitions of the two questionnaires.
    tick
        Told what was just written.
    """
    if out.exists() and any(out.iterdir()) and not (out / CAUSES).exists():
        folder = f"the folder {out}"
        raise ForeignDataError(folder)
    fresh = out.with_name(f"{out.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write_people(world, fresh)
    tick("directory")
    voices = [pulse_voices(world, number, pulse) for number in range(len(world.line.pulses))]
    exits = [exit_voices(world, number, leaving) for number in range(len(world.line.quarters))]
    _write_answers(world, fresh, voices, exits, pulse)
    tick("answers and comments")
    for block in range(len(world.line.blocks)):
        _write_calendars(world, fresh, block)
        tick(f"calendars {block + 1} of {len(world.line.blocks)}")
    _write_json(fresh / CAUSES, {"demo": _header(world), "causes": aftermath(world, voices, exits)})
    _swap(fresh, out)


def _header(world: World) -> dict[str, object]:
    return {
        "seed": world.seed,
        "people": sum(unit.size for unit in world.units),
        "today": world.line.today.isoformat(),
        "blocks": [day.isoformat() for day in world.line.blocks],
    }


def _write_people(world: World, folder: Path) -> None:
    _write_csv(folder / "people.csv", people_rows(world, world.line.today))
    _write_csv(folder / "units.csv", unit_rows(world, names=False))
    _write_csv(folder / "directory" / "units.csv", unit_rows(world, names=True))
    for day in directory_days(world):
        _write_csv(folder / "directory" / f"{day}.csv", directory_rows(world, day))


def _write_answers(
    world: World,
    folder: Path,
    voices: Sequence[Sequence[Voice]],
    exits: Sequence[Sequence[Voice]],
    pulse: Mapping[str, Any],
) -> None:
    _write_csv(folder / "roster.csv", roster_rows(world))
    _write_csv(folder / "answers.csv", answer_rows(world, voices, pulse))
    _write_csv(folder / "comments.csv", comment_rows(world, [*voices, *exits]))
    _write_json(folder / "plan.json", plan(pulse))


def _write_calendars(world: World, folder: Path, block: int) -> None:
    window = world.window(block)
    place = calendar_folder(folder, world, block)
    place.mkdir(parents=True)
    for person, text in calendars(world.teams(window.last), world.causes, window, world.seed):
        (place / f"{person.address}.ics").write_bytes(text.encode())


def _write_csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")


def _write_json(path: Path, content: object) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, default=_plain) + "\n", encoding="utf-8"
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else asdict(value)  # type: ignore[call-overload]  # a dataclass


def _swap(fresh: Path, out: Path) -> None:
    """Put a finished folder in place; the old one goes only then."""
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.replace(old)
    fresh.replace(out)
    shutil.rmtree(old, ignore_errors=True)
