from typing import Any

import pytest

from engagement.demo.world import World
from engagement.demo.world.aftermath import aftermath
from engagement.demo.world.causes import Kind
from engagement.demo.world.voices import exit_voices, pulse_voices
from surveys.bank.loader import load_set


@pytest.fixture(scope="module")
def entries(world: World) -> dict[str, dict[str, Any]]:
    pulses = [pulse_voices(world, number, load_set("pulse")) for number in range(12)]
    exits = [exit_voices(world, number, load_set("exit")) for number in range(4)]
    return {entry["unit"]: entry for entry in aftermath(world, pulses, exits)}


def test_every_cause_has_an_entry_with_its_day_and_names(
    world: World, entries: dict[str, dict[str, Any]]
) -> None:
    assert set(entries) == {cause.unit for cause in world.causes}
    for cause in world.causes:
        entry = entries[cause.unit]
        assert entry["starts_on"] == world.line.blocks[cause.start].isoformat()
        assert entry["unit_name"] == world.unit(cause.unit).name


@pytest.mark.parametrize("unit", ["HW-ELE-FIR", "SW-HOS-MOB", "SW-IMG-VIE", "OS-ASM-LAL"])
def test_scores_fell_and_people_left_afterwards(entries: dict[str, dict[str, Any]], unit: str) -> None:
    worst = min(entries[unit]["answered"].values(), key=lambda pair: pair["since"] - pair["before"])

    assert worst["since"] < worst["before"] - 0.7
    assert entries[unit]["left"]["before"] == 0
    assert entries[unit]["left"]["after"] > 0


def test_what_was_written_counts_topics_of_the_cause(entries: dict[str, dict[str, Any]]) -> None:
    assert set(entries["SW-HOS-MOB"]["wrote"]) <= {"work_hours", "workload", "health"}
    assert sum(entries["SW-HOS-MOB"]["wrote"].values()) > 15


def test_a_calm_unit_shows_no_fall(world: World, entries: dict[str, dict[str, Any]]) -> None:
    for cause in world.causes:
        if cause.kind is Kind.NONE:
            for pair in entries[cause.unit]["answered"].values():
                assert pair["since"] == pytest.approx(pair["before"], abs=0.5)
