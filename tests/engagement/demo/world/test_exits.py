from collections import Counter

import pytest

from engagement.demo.world.causes import Cause, Kind
from engagement.demo.world.chance import chance
from engagement.demo.world.exits import OPTIONS, POLITE, Leaving, exit_answers, leaving
from engagement.demo.world.feelings import USUAL
from surveys.bank.loader import load_set

EXIT = load_set("exit")
PRESSED = (Cause("A", Kind.BURNOUT, start=0, strength=1.0, why="-"),)


def many(causes: tuple[Cause, ...]) -> list[Leaving]:
    rng = chance(2, "leaving")
    return [leaving(causes, "A", 8, rng) for _ in range(600)]


def test_where_nothing_is_wrong_nobody_was_driven_out() -> None:
    assert {why.truth for why in many(())} == {None}


def test_most_leave_for_the_cause_and_few_say_so() -> None:
    found = many(PRESSED)
    driven = [why for why in found if why.truth is Kind.BURNOUT]
    frank = [why for why in driven if why.is_frank]

    assert 0.65 < len(driven) / len(found) < 0.85
    assert 0.2 < len(frank) / len(driven) < 0.36


def test_the_others_name_the_commute_or_the_pay() -> None:
    said = Counter(why.said for why in many(PRESSED) if why.truth and not why.is_frank)

    assert set(said) == set(POLITE)
    assert said["commute"] + said["pay"] > 0.6 * said.total()


@pytest.mark.parametrize("said", list(OPTIONS))
def test_every_reason_has_an_option_in_the_questionnaire(said: str) -> None:
    asked = next(question for question in EXIT["questions"] if question.get("construct") == "exit_reasons")

    assert {option["key"] for option in asked["options"]} & set(OPTIONS[said])


def test_the_main_reason_is_among_the_reasons() -> None:
    rng = chance(3, "exit")
    for said in POLITE:
        answers, _ = exit_answers(
            EXIT, Leaving(None, said, is_frank=False, takes_part=True), USUAL, "en", rng
        )
        assert answers["main_reason"] == answers["reasons"][0]  # type: ignore[index]  # a list
        assert answers["main_reason"] in OPTIONS[said]


def test_a_frank_leaver_ticks_the_cause() -> None:
    why = Leaving(Kind.MEETING_MARATHON, "meeting_marathon", is_frank=True, takes_part=True)
    answers, _ = exit_answers(EXIT, why, USUAL, "zh", chance(3, "exit"))

    assert answers["main_reason"] == "meetings"


def test_polite_leavers_judge_kinder_than_frank_ones() -> None:
    rng = chance(4, "exit")
    means = []
    for frank in (True, False):
        why = Leaving(Kind.BURNOUT, "burnout" if frank else "pay", is_frank=frank, takes_part=True)
        values = [
            exit_answers(EXIT, why, {"recovery": 2.2}, "en", rng)[0].get("recovery", 2) for _ in range(200)
        ]
        means.append(sum(int(str(value)) for value in values) / len(values))

    assert means[1] > means[0] + 0.15
