"""Questionnaires, launched waves and filled ballots for tests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from people.models import Unit
from people.roster import freeze_roster, members_on
from surveys.ballots import Ballot, issue
from surveys.intake import submit
from surveys.invitations import invite
from surveys.models import Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from surveys.waves import launch_wave
from tests.factories import people

OPENS, CLOSES = date(2026, 3, 2), date(2026, 3, 15)


def both(text: str) -> dict[str, str]:
    return {"en": text, "zh": f"{text}（中文）"}


def question(key: str, kind: str = "agreement5", **fields: Any) -> dict[str, Any]:
    made = {"key": key, "type": kind, "text": both(f"Text of {key}")} | fields
    if kind in ("single", "multiple", "ranking") and "options" not in fields:
        made["options"] = [{"key": one, "text": both(one)} for one in ("a", "b", "c")]
    return made


def definition(*questions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    asked = list(questions) or [question("q1"), question("q2", "scale10"), question("why", "text")]
    return {"key": "test", "title": both("Test"), "purpose": "pulse", "questions": asked} | fields


def questionnaire(*questions: dict[str, Any], **fields: Any) -> Questionnaire:
    return create_questionnaire(definition(*questions, **fields))


def company(sizes: Mapping[str, int] | None = None) -> Unit:
    """A root with one unit per size, each with that many members."""
    root = people.unit("ROOT", name="Acme")
    for code, size in (sizes or {"A": 12, "B": 12}).items():
        people.members(people.unit(code, root), size)
    return root


def wave(asked: Questionnaire | None = None, **fields: Any) -> Wave:
    """A wave launched for everybody who works here."""
    asked = asked or questionnaire()
    arguments: dict[str, Any] = {
        "questionnaire": asked,
        "kind": asked.purpose,
        "title": both("Spring"),
        "opens_on": OPENS,
        "closes_on": CLOSES,
        "actor": "HR Ann",
    }
    arguments |= fields
    if "roster" not in arguments:
        day = arguments["opens_on"]
        arguments["roster"] = freeze_roster(members=members_on(day), on=day)
    return launch_wave(**arguments)


def ballots(of: Wave, number: int | None = None) -> list[Ballot]:
    """Collected ballots of a wave, in the order of its invitations."""
    return [issue(link_token=token, on=of.opens_on) for _, token in invite(wave=of)[:number]]


def answer(of: Wave, answers: Mapping[str, object], number: int | None = None) -> list[Ballot]:
    """Ballots of a wave, each handed in with the same answers."""
    collected = ballots(of, number)
    for ballot in collected:
        submit(ballot_token=ballot.token, answers=answers)
    return collected
