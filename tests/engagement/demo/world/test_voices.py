from collections import Counter

import numpy as np
import pytest

from engagement.demo.world import World
from engagement.demo.world.causes import Kind
from engagement.demo.world.comments import TOPICS_OF
from engagement.demo.world.voices import Voice, exit_voices, pulse_voices
from surveys.bank.loader import load_set

PULSE, EXIT = load_set("pulse"), load_set("exit")


@pytest.fixture(scope="module")
def pulses(world: World) -> list[list[Voice]]:
    return [pulse_voices(world, number, PULSE) for number in range(13)]


def score(voices: list[Voice], unit: str, key: str) -> float:
    return float(np.mean([v.answers[key] for v in voices if v.unit == unit and key in v.answers]))


def test_about_ten_thousand_ballots_and_fewer_than_three_thousand_comments(pulses: list[list[Voice]]) -> None:
    voices = [voice for found in pulses for voice in found]

    assert 9_000 < len(voices) < 11_500
    assert 1_800 < sum(voice.comment is not None for voice in voices) < 3_000


def test_everybody_answers_once_on_a_day_of_the_wave_and_not_after_today(
    world: World, pulses: list[list[Voice]]
) -> None:
    windows = [*world.line.pulses, world.line.open_pulse]
    for window, voices in zip(windows, pulses, strict=True):
        assert len({voice.person for voice in voices}) == len(voices)
        assert all(window.opens <= voice.on <= min(window.closes, world.line.today) for voice in voices)


def test_only_people_who_work_here_on_the_first_day_answer(world: World, pulses: list[list[Voice]]) -> None:
    for window, voices in zip(world.line.pulses, pulses, strict=False):
        asked = {(person.code, unit.code) for person, unit in world.members_on(window.opens)}
        assert {(voice.person, voice.unit) for voice in voices} <= asked


def test_the_open_wave_has_some_ballots_and_many_are_still_out(
    world: World, pulses: list[list[Voice]]
) -> None:
    asked = len(world.members_on(world.line.open_pulse.opens))

    assert 0.2 * asked < len(pulses[12]) < 0.5 * asked


def test_meetings_are_judged_worse_in_the_marathon_and_better_after_the_plan(
    pulses: list[list[Voice]],
) -> None:
    before, during, after = (score(pulses[number], "SW-CLD-COR", "meetings") for number in (0, 2, 7))

    assert during < before - 0.7
    assert after > during + 0.7


def test_pressed_teams_write_more_and_about_their_cause(pulses: list[list[Voice]]) -> None:
    since = [voice for voices in pulses[6:12] for voice in voices]
    comments = [voice.comment for voice in since if voice.unit == "SW-HOS-MOB" and voice.comment]
    topics = Counter(comment.topics[0] for comment in comments)
    rate = len(comments) / sum(voice.unit == "SW-HOS-MOB" for voice in since)
    usual = np.mean([voice.comment is not None for voice in since])

    assert rate > 1.3 * usual
    assert sum(topics[topic] for topic in TOPICS_OF[Kind.BURNOUT]) > 0.6 * topics.total()


def test_leavers_answer_once_and_most_are_polite(world: World) -> None:
    voices = [voice for quarter in range(4) for voice in exit_voices(world, quarter, EXIT)]
    driven = [voice.why for voice in voices if voice.why and voice.why.truth]

    assert len({voice.person for voice in voices}) == len(voices) > 60
    assert driven
    assert sum(why.is_frank for why in driven) < 0.6 * len(driven)


def test_voices_repeat_exactly(world: World, pulses: list[list[Voice]]) -> None:
    assert pulse_voices(world, 3, PULSE) == pulses[3]
    assert exit_voices(world, 2, EXIT) == exit_voices(world, 2, EXIT)
