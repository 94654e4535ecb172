"""Show-if logic: one table of cases for the server and for the browser."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from surveys.logic import asked, holds
from surveys.models import Question

CASES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("logic_cases.json").read_text(encoding="utf-8")
)
SCRIPT = Path(__file__).parents[2] / "engagement" / "assets" / "src" / "_logic.js"

# Chains of questions: a condition is over the question named; expected are the keys that are asked.
CHAINS: list[dict[str, Any]] = [
    {"conditions": [None, None], "answers": {}, "asked": ["q0", "q1"]},
    {"conditions": [None, {"question": "q0", "op": "le", "value": 2}], "answers": {"q0": 1}, "asked": ["q0", "q1"]},
    {"conditions": [None, {"question": "q0", "op": "le", "value": 2}], "answers": {"q0": 4}, "asked": ["q0"]},
    {"conditions": [None, {"question": "q0", "op": "le", "value": 2}], "answers": {}, "asked": ["q0"]},
    {
        # q1 is hidden, so an answer to it that lingers must not show q2
        "conditions": [None, {"question": "q0", "op": "eq", "value": 1}, {"question": "q1", "op": "eq", "value": 5}],
        "answers": {"q0": 2, "q1": 5},
        "asked": ["q0"],
    },
    {
        "conditions": [None, {"question": "q0", "op": "eq", "value": 1}, {"question": "q1", "op": "eq", "value": 5}],
        "answers": {"q0": 1, "q1": 5},
        "asked": ["q0", "q1", "q2"],
    },
]  # fmt: skip


def questions(conditions: list[dict[str, Any] | None]) -> list[Question]:
    return [Question(key=f"q{number}", show_if=rule or {}) for number, rule in enumerate(conditions)]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_condition_on_the_server(case: dict[str, Any]) -> None:
    assert holds(case["condition"], case["answer"]) is case["holds"]


@pytest.mark.parametrize("chain", CHAINS)
def test_chain_on_the_server(chain: dict[str, Any]) -> None:
    shown = asked(questions(chain["conditions"]), chain["answers"])

    assert [question.key for question in shown] == chain["asked"]


def test_browser_agrees_in_every_case() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine; the browser test answers a conditional question as well")
    program = f"""
        import {{ asked, holds }} from {json.dumps(SCRIPT.as_uri())};
        const cases = {json.dumps(CASES)}, chains = {json.dumps(CHAINS)};
        const list = (chain) => chain.conditions.map((showIf, n) => ({{ key: `q${{n}}`, showIf }}));
        console.log(JSON.stringify({{
          held: cases.map((one) => holds(one.condition, one.answer)),
          asked: chains.map((chain) => asked(list(chain), chain.answers)),
        }}));
    """
    ran = subprocess.run(
        [node, "--input-type=module", "-e", program], capture_output=True, text=True, check=True
    )

    said = json.loads(ran.stdout)
    assert said == {
        "held": [case["holds"] for case in CASES],
        "asked": [chain["asked"] for chain in CHAINS],
    }


@pytest.mark.parametrize("op", ["le", "ge"])
def test_what_is_no_number_is_neither_more_nor_less(op: str) -> None:
    condition = {"question": "q0", "op": op, "value": 3}

    assert not holds(condition, ["not a number"])
    assert not holds(condition, True)
    assert holds(condition, 3.0)


def test_every_operator_has_cases_of_both_kinds() -> None:
    seen = {(case["condition"]["op"], case["holds"]) for case in CASES}

    assert seen == {(op, held) for op in ("eq", "ne", "in", "le", "ge") for held in (True, False)}
