import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.management import call_command

BLOCKS = [
    "2025-01-06",
    "2025-02-03",
    "2025-03-03",
    "2025-03-31",
    "2025-04-28",
    "2025-05-26",
    "2025-06-23",
    "2025-07-21",
]


def panel(folder: Path, *, effect: float = 3.0) -> Path:
    draw = np.random.default_rng(1)
    lines = ["unit,block,outcome,parent,size"]
    for unit in range(20):
        for place, block in enumerate(BLOCKS):
            value = unit / 10 + draw.normal(0, 0.2) + (effect if unit < 3 and place >= 4 else 0.0)
            lines.append(
                f"U{unit},{block},{'' if unit == 9 and place == 2 else round(value, 3)},D{unit % 3},{unit}"
            )
    path = folder / "panel.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def actions(folder: Path, text: str = "") -> Path:
    path = folder / "actions.csv"
    path.write_text(
        text or "unit,block,template\n" + "".join(f"U{unit},{BLOCKS[4]},quiet\n" for unit in range(3))
    )
    return path


def run(folder: Path, panel_file: Path, actions_file: Path) -> dict[str, Any]:
    out = folder / "effects.json"
    call_command("estimate_effects", str(panel_file), str(actions_file), "--out", str(out))
    written: dict[str, Any] = json.loads(out.read_text())
    return written


def test_the_report_has_templates_and_actions_in_the_promised_form(tmp_path: Path) -> None:
    report = run(tmp_path, panel(tmp_path), actions(tmp_path))
    assert set(report) == {"templates", "actions"}
    (template,) = report["templates"]
    assert set(template) == {
        "template", "n_actions", "effect", "se", "interval95", "verdict", "method", "matched_units",
    }  # fmt: skip
    assert (template["template"], template["n_actions"], template["verdict"]) == ("quiet", 3, "helps")
    assert template["effect"] == pytest.approx(3.0, abs=0.4)
    assert template["interval95"][0] < template["effect"] < template["interval95"][1]
    assert [(one["unit"], one["block"]) for one in report["actions"]] == [
        (f"U{unit}", BLOCKS[4]) for unit in range(3)
    ]


def test_fewer_than_three_actions_cannot_say(tmp_path: Path) -> None:
    two = f"unit,block,template\nU0,{BLOCKS[4]},quiet\nU1,{BLOCKS[4]},quiet\n"
    (template,) = run(tmp_path, panel(tmp_path), actions(tmp_path, two))["templates"]
    assert (template["verdict"], template["effect"], template["interval95"]) == ("cannot say", None, None)


def test_no_actions_at_all_are_an_empty_report(tmp_path: Path) -> None:
    assert run(tmp_path, panel(tmp_path), actions(tmp_path, "unit,block,template\n")) == {
        "templates": [],
        "actions": [],
    }


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (
            "unit,block,template\nX,2025-04-28,quiet\n",
            "line 2, column unit: expected a unit of the panel, not 'X'",
        ),
        ("unit,block,template\nU1,2025-04-28,\n", "line 2, column template: expected the name of a template"),
        (
            "unit,block,template,why\nU1,2025-04-28,quiet,1\n",
            "column why: expected only the columns unit, block, template",
        ),
        ("unit,block\nU1,2025-04-28\n", "column template: expected this column, which is missing"),
        ("unit,block,template\nU1,soon,quiet\n", "line 2, column block: expected the first day of a block"),
    ],
)
def test_bad_input_ends_with_one_sentence_and_writes_nothing(
    tmp_path: Path, text: str, complaint: str
) -> None:
    said = StringIO()
    out = tmp_path / "effects.json"
    arguments = [str(panel(tmp_path)), str(actions(tmp_path, text)), "--out", str(out)]
    with pytest.raises(SystemExit) as end:
        call_command("estimate_effects", *arguments, stderr=said)
    assert end.value.code == 2
    assert complaint in said.getvalue()
    assert len(said.getvalue().strip().splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["actions.csv", "panel.csv"]


def test_a_place_that_cannot_be_written_ends_with_one_sentence(tmp_path: Path) -> None:
    said = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command(
            "estimate_effects",
            str(panel(tmp_path)),
            str(actions(tmp_path)),
            "--out",
            str(tmp_path / "no" / "x"),
            stderr=said,
        )
    assert end.value.code == 2
    assert "No such file" in said.getvalue()


def test_an_error_below_nothing_is_refused(tmp_path: Path) -> None:
    said = StringIO()
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("unit,block,outcome,se\nU1,2025-01-06,1,0.1\nU1,2025-02-03,1,-0.1\n", encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command(
            "estimate_effects",
            str(wrong),
            str(actions(tmp_path, "unit,block,template\nU1,2025-02-03,quiet\n")),
            "--out",
            str(tmp_path / "effects.json"),
            stderr=said,
        )
    assert "line 3, column se" in said.getvalue()
