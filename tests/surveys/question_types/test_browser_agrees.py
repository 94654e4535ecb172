"""The browser says of every answer what the server says: generated answers of every type, checked by both."""

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from surveys.models import Question
from surveys.parts import parts
from surveys.question_types.base import NotAllowedError
from surveys.question_types.registry import QUESTION_TYPES, question_type

SCRIPT = Path(__file__).parents[3] / "engagement" / "assets" / "src" / "_rules.js"
OPTIONS = [{"key": key, "text": {"en": key}} for key in ("a", "b", "c")]
ROWS = [{"key": "r1", "text": {"en": "Row"}}]
QUESTIONS = {
    "agreement5": Question(key="q", type="agreement5"),
    "agreement7": Question(key="q", type="agreement7"),
    "frequency": Question(key="q", type="frequency"),
    "smiley": Question(key="q", type="smiley"),
    "scale10": Question(key="q", type="scale10"),
    "rating": Question(key="q", type="rating", settings={"min": 2, "max": 6}),
    "single": Question(key="q", type="single", options=OPTIONS, settings={"other": True}),
    "multiple": Question(key="q", type="multiple", options=OPTIONS),
    "ranking": Question(key="q", type="ranking", options=OPTIONS),
    "matrix": Question(key="q", type="matrix", settings={"rows": ROWS, "scale": "frequency"}),
    "number": Question(key="q", type="number", settings={"min": -5, "max": 40.5}),
    "date": Question(key="q", type="date", settings={"min": "2020-02-29"}),
    "short": Question(key="q", type="short"),
    "text": Question(key="q", type="text"),
    "note": Question(key="q", type="note"),
}
WORDS = [
    "a", "b", "c", "d", "other", "1=a", "2=b", "3=c", "1=b", "2=a", "1=", "=a", "4=a", "01=a", "0", "1", "2", "5", "05", "6", "7", "10",
    "11", "100", "-1", "-5", "-5.0", "-6", "40", "40.5", "40.51", " 7 ", "7.5", "7,5", "1e1", "٣", "３", "0x1", "+1", ".5", "5.", "00", "-0",
    "1.23456", "999999999", "2020-02-29", "2020-02-28", "2021-02-29", "2023-13-01", "2023-00-10", "2199-12-31", "2200-01-01", "0000-01-01",
    "2024-2-1", " 2024-02-01", "20240201", "x" * 200, "x" * 201, "😀" * 200, "😀" * 201, "x" * 4000, "x" * 4001, "好" * 4000, " x\u3000",
    "\ufeff", "\x85", "\x1cx\x1f", "\x00", "a\x00b", "a\nb", "a\r\nb", "a\rb", "\u2028x", "x\u200b", "null", "true", "__proto__", "constructor",
]  # fmt: skip


def answers(seed: int, kind: str, count: int = 300) -> list[list[str]]:
    """What a form may send, blanks left out: every word alone, and draws of two to four."""
    chance = random.Random(f"{seed} {kind}")
    several = [chance.choices(WORDS[:14], k=chance.randint(2, 4)) for _ in range(count)]
    orders = [
        [f"{place}={key}" for place, key in zip(chance.sample("123", 3), "abc", strict=True)]
        for _ in range(5)
    ]
    return [[word] for word in WORDS] + several + orders


def on_the_server(question: Question, raw: Sequence[str]) -> object:
    spec = question_type(question.type)
    try:
        return spec.validate(question, spec.from_form(raw))
    except NotAllowedError:
        return None


def in_the_browser(node: str, cases: list[tuple[dict[str, Any], list[str]]]) -> list[Any]:
    program = f"""
        import {{ readFileSync }} from "node:fs";
        import {{ value }} from {json.dumps(SCRIPT.as_uri())};
        const cases = JSON.parse(readFileSync(0, "utf-8"));
        console.log(JSON.stringify(cases.map(([rules, raw]) => value(rules, raw))));
    """
    ran = subprocess.run(
        [node, "--input-type=module", "-e", program],
        input=json.dumps(cases), capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    found: list[Any] = json.loads(ran.stdout)
    return found


def test_every_type_is_here() -> None:
    assert set(QUESTIONS) == set(QUESTION_TYPES)


@pytest.mark.parametrize("kind", QUESTIONS)
def test_browser_and_server_agree(kind: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine; the browser tests answer every type as well")
    asked = [QUESTIONS[kind], *parts([QUESTIONS[kind]])]
    cases = [(question, raw) for question in asked for raw in answers(1, kind)]
    rules = [(dict(question_type(one.type).rules(one)), raw) for one, raw in cases]

    server = [on_the_server(one, raw) for one, raw in cases]
    browser = in_the_browser(node, rules)

    differing = [
        (raw, here, there)
        for (_, raw), here, there in zip(cases, server, browser, strict=True)
        if here != there
    ]
    assert differing == []
    taken = sum(one is not None for one in server)
    assert taken > 0 or kind == "note"
    assert taken < len(server)
