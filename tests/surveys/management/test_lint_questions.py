import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from surveys.bank.loader import bank


def run(tmp_path: Path, content: str) -> list[dict[str, object]]:
    given, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    given.write_text(content, "utf-8")
    call_command("lint_questions", str(given), "--out", str(out))
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def test_a_line_per_question_in_the_promised_form(tmp_path: Path) -> None:
    rows = run(
        tmp_path,
        "\ufefflang,id,text,scale\nen,a,How satisfied are you with your pay and benefits?,\n"
        "zh,b,您对食堂满意吗？,非常满意 / 满意 / 比较满意 / 不满意\n",
    )
    assert [row["id"] for row in rows] == ["a", "b"]
    flags: Any = [row["flags"] for row in rows]
    (first,), (second,) = flags
    assert set(first) == {"rule", "span", "why", "rewrite"}
    assert (first["rule"], first["rewrite"]) == ("double_barrelled", "How satisfied are you with your pay?")
    assert (second["rule"], second["span"]) == ("unbalanced_scale", [0, 8])


def test_the_bank_raises_nothing(tmp_path: Path) -> None:
    lines = [
        f'{key}-{lang},"{text.replace(chr(34), chr(34) * 2)}",{lang}\n'
        for key, item in bank().items()
        for lang, text in item["text"].items()
    ]
    rows = run(tmp_path, "id,text,lang\n" + "".join(lines))
    assert len(rows) == 2 * len(bank())
    assert [row for row in rows if row["flags"]] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,text\na,b\n", "column lang"),
        ("id,text,lang,colour\na,b,en,red\n", "column colour"),
        ("id,text,lang\na,b,fr\n", "line 2, column lang"),
        ("id,text,lang\na,b,en\na,c,en\n", "line 3, column id"),
        ('id,text,lang\na,"b,en\n', "quote"),
        ("id,text,lang\na,b\n", "expected 3 fields"),
        ("id,id,text,lang\na,a,b,en\n", "stands twice"),
        ("id,text,lang\n,b,en\n", "column id"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_written(
    tmp_path: Path, content: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        run(tmp_path, content)
    assert caught.value.code == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out.jsonl").exists()
