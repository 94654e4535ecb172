"""The rows of the demo's CSV files, each with its header first."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from engagement.demo.world import World
from engagement.demo.world.chance import chance
from engagement.demo.world.people import PLACES, Person, Stay
from engagement.demo.world.voices import Voice

Row = Sequence[object]
PEOPLE = (
    "person", "address", "unit", "is_manager", "time_zone", "region", "work_start", "work_end", "work_days",
)  # fmt: skip
SCALES = {
    "agreement5": {"min": 1, "max": 5, "favourable_from": 4},
    "scale10": {"min": 0, "max": 10, "favourable_from": 9},
}


def _person_cells(person: Person, stay: Stay) -> list[object]:
    place, (begins, ends) = PLACES[person.place], person.hours
    return [
        person.code, person.address, stay.unit, int(stay.is_manager), place.time_zone, place.region, begins, ends, "1-5",
    ]  # fmt: skip


def people_rows(world: World, day: date) -> Iterator[Row]:
    """Yield people.csv as `reduce_signals` reads it: who works here on a day."""
    people = {person.code: person for person in world.people}
    yield PEOPLE
    for stay in world.stays_on(day):
        yield _person_cells(people[stay.person], stay)


def unit_rows(world: World, *, names: bool) -> Iterator[Row]:
    """Yield units.csv, with or without the names in both languages."""
    yield ("unit", "parent", "name", "name_zh") if names else ("unit", "parent")
    for unit in world.units:
        cells = (unit.code, unit.parent or "")
        yield (*cells, unit.name, unit.name_zh) if names else cells


def directory_rows(world: World, day: date) -> Iterator[Row]:
    """Yield the directory as `import_people` reads it on a day; who left in the last 100 days is there with the day."""
    people = {person.code: person for person in world.people}
    yield (*PEOPLE, "name", "language", "joined", "left")
    gone = [
        stay for stay in world.stays if stay.left and stay.end and day - timedelta(days=100) < stay.end <= day
    ]
    first = {stay.person: stay.start for stay in reversed(world.stays)}
    for stay in sorted([*world.stays_on(day), *gone], key=lambda stay: stay.person):
        person = people[stay.person]
        left = stay.end.isoformat() if stay in gone and stay.end else ""
        joined = first[stay.person].isoformat()
        yield [*_person_cells(person, stay), person.name, person.language, joined, left]


def wave_name(number: int) -> str:
    """Return the name of a pulse in the files."""
    return f"pulse-{number + 1:02d}"


def roster_rows(world: World) -> Iterator[Row]:
    """Yield roster.csv: who was asked in which pulse."""
    yield ("wave", "person", "unit")
    for number, window in enumerate(world.line.pulses):
        for person, unit in world.members_on(window.opens):
            yield (wave_name(number), person.code, unit.code)


def answer_rows(world: World, waves: Sequence[Sequence[Voice]], pulse: Mapping[str, Any]) -> Iterator[Row]:
    """Yield answers.csv: the scales of each pulse, ballots in random order under names that say nothing."""
    asked = [question["key"] for question in pulse["questions"] if question["type"] in SCALES]
    yield ("wave", "response", "unit", "item", "value")
    for number, voices in enumerate(waves):
        for i, position in enumerate(chance(world.seed, "order", number).permutation(len(voices))):
            voice = voices[position]
            for key in asked:
                if key in voice.answers:
                    yield (wave_name(number), f"r{i + 1:05d}", voice.unit, key, voice.answers[key])


def comment_rows(world: World, waves: Sequence[Sequence[Voice]]) -> Iterator[Row]:
    """Yield comments.csv as `analyse_text` reads it, in random order."""
    comments = [voice.comment for voices in waves for voice in voices if voice.comment is not None]
    yield ("id", "text", "lang")
    for i, position in enumerate(chance(world.seed, "comments").permutation(len(comments))):
        yield (f"c{i + 1:05d}", comments[position].text, comments[position].language)


def plan(pulse: Mapping[str, Any]) -> dict[str, object]:
    """Return plan.json for `release_table`; reversed items do not occur among the scales of the pulse."""
    items = {
        question["key"]: SCALES[question["type"]]
        for question in pulse["questions"]
        if question["type"] in SCALES
    }
    return {"k": 5, "time_mode": "standard", "items": items, "slices": []}
