"""Who answers a wave, and what: the ballots of one pulse or of one quarter's leavers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engagement.demo.world.ballots import Answers, pulse_answers
from engagement.demo.world.build import World
from engagement.demo.world.causes import Kind, felt
from engagement.demo.world.chance import chance
from engagement.demo.world.comments import Comment, pulse_comment
from engagement.demo.world.exits import Leaving, exit_answers, leaving
from engagement.demo.world.feelings import moods
from engagement.demo.world.people import Person
from engagement.demo.world.timeline import Window

COMMENTING = 0.21
# Whoever is under pressure writes more.
PRESSED = 0.22
# Of those who will answer the open wave at all, so many have done so by today.
SO_FAR = 0.45


@dataclass(frozen=True, slots=True)
class Voice:
    """One filled ballot: who, from which unit, on which day, and what; `why` of leavers only."""

    person: str
    unit: str
    on: date
    answers: Answers
    comment: Comment | None
    why: Leaving | None = None


def pulse_voices(world: World, number: int, definition: Mapping[str, Any]) -> list[Voice]:
    """Return the ballots of pulse `number` (0 to 11), or with 12 those of the open wave so far, in order of person."""
    still_open = number == len(world.line.pulses)
    window = world.line.open_pulse if still_open else world.line.pulses[number]
    block = number + 1
    members = world.members_on(window.opens)
    people = {person.code: person for person, _ in members}
    voices = []
    for mood in moods(members, world.causes, block, world.seed):
        rng = chance(world.seed, "pulse", number, mood.person)
        if not mood.takes_part or (still_open and rng.random() > SO_FAR):
            continue
        person = people[mood.person]
        comment = _pulse_comment(
            world, person, mood.unit, block, sum(mood.feelings.values()) / len(mood.feelings)
        )
        text = comment.text if comment else None
        answers = pulse_answers(definition, mood.feelings, text, rng)
        voices.append(Voice(mood.person, mood.unit, _day(world, window, number, person), answers, comment))
    return voices


def _pulse_comment(world: World, person: Person, unit: str, block: int, mood: float) -> Comment | None:
    rng = chance(world.seed, "comment", block, person.code)
    kinds = {kind: felt(world.causes, unit, kind, block) for kind in Kind}
    if rng.random() > COMMENTING + PRESSED * max(kinds.values()):
        return None
    on_shift = person.work != "office"
    return pulse_comment(kinds=kinds, mood=mood, language=person.language, on_shift=on_shift, rng=rng)


def _day(world: World, window: Window, number: int, person: Person) -> date:
    """Return the day of answering: most within three days, nobody after the wave or after today."""
    later = int(chance(world.seed, "day", number, person.code).geometric(0.45)) - 1
    last = min(window.closes, world.line.today)
    return min(date.fromordinal(window.opens.toordinal() + later), last)


def exit_voices(world: World, quarter: int, definition: Mapping[str, Any]) -> list[Voice]:
    """Return the ballots of the leavers of a quarter (0 to 3) who took part, in order of the day they left."""
    period = world.line.quarters[quarter]
    people = {person.code: person for person in world.people}
    units = {unit.code: unit for unit in world.units}
    voices = []
    for stay in world.leavers(period):
        block = world.line.block_of(stay.end or period.end)
        rng = chance(world.seed, "exit", stay.person)
        why = leaving(world.causes, stay.unit, block, rng)
        if not why.takes_part:
            continue
        person = people[stay.person]
        mood = moods([(person, units[stay.unit])], world.causes, block, world.seed)[0]
        answers, comment = exit_answers(definition, why, mood.feelings, person.language, rng)
        voices.append(
            Voice(
                stay.person,
                stay.unit,
                _day(world, period.window, 20 + quarter, person),
                answers,
                comment,
                why,
            )
        )
    return voices
