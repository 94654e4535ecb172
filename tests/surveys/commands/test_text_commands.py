import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parents[3]


def run(*words: Any) -> Any:
    return subprocess.run(
        [sys.executable, "manage.py", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def written(tmp_path: Path, *rows: Any, header: Any = ("id", "text")) -> Any:
    path = tmp_path / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])
    return path


def test_topics_are_listed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("list_topics", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 24
    assert set(rows[0]) == {"key", "name_en", "name_zh", "description_en", "description_zh"}


def test_topics_are_listed_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("list_topics")
    assert "薪酬" in capsys.readouterr().out


def test_comments_are_read_and_written(tmp_path: Path) -> None:
    source = written(tmp_path, ("1", "Pay is low, says Qwill Zand"), ("2", "工资太低"))
    names = tmp_path / "names.txt"
    names.write_text("Qwill Zand\n", "utf-8")
    done = run(
        "analyse_text",
        source,
        "--out",
        tmp_path / "out.jsonl",
        "--names",
        names,
        "--card",
        tmp_path / "card.json",
    )
    assert (done.returncode, done.stderr) == (0, "")
    first, second = (json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert list(first) == ["id", "lang", "sentiment", "topics", "redacted"]
    assert first["redacted"] == "Pay is low, says [NAME]"
    assert second["lang"] == "zh"
    assert {topic["topic"] for topic in second["topics"]} == {"pay"}
    assert json.loads((tmp_path / "card.json").read_text("utf-8"))["comments"] == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id,text\n1,a\n1,b\n", "line 3, column id"),
        (b'id,text\n1,"a\n', "quote"),
        (b"", "empty"),
        (b"id,words\n1,a\n", "column text"),
        ("id,text\n1,工资".encode("gbk"), "UTF-8"),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_written(
    tmp_path: Path, content: bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_bytes(content)
    with pytest.raises(SystemExit) as caught:
        call_command("analyse_text", str(source), out=out)
    assert caught.value.code == 2
    message = capsys.readouterr().err
    assert said in message
    assert message.count("\n") == 1
    assert not out.exists()


def test_an_unknown_encoder_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path, ("1", "a"))
    with pytest.raises(SystemExit) as caught:
        call_command("analyse_text", str(source), out=tmp_path / "o", encoder="word2vec")
    assert caught.value.code == 2
    assert "word2vec" in capsys.readouterr().err


def test_help_has_an_example() -> None:
    done = run("analyse_text", "--help")
    assert "manage.py analyse_text comments.csv --out read.jsonl" in done.stdout


def test_heads_are_made_from_a_small_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for lang in ("en", "zh"):
        for writer in range(5):
            path = tmp_path / "corpus" / "train" / f"{lang}_{writer}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(
                "id,marked\n1,bad pay [pay-]\n2,good team [team+]\n3,a desk [0]\n4,low pay [pay-] kind team [team+]\n"
            )
    call_command("train_heads", corpus=tmp_path / "corpus", out=tmp_path / "heads")
    assert "40 comments" in capsys.readouterr().out
    card = json.loads((tmp_path / "heads" / "embedded.json").read_text())
    assert (card["comments"], card["reviews"], card["encoder"]) == (40, 0, "embedded")


def test_training_without_reviews_where_they_were_promised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        call_command("train_heads", reviews=tmp_path, out=tmp_path / "heads")
    assert caught.value.code == 2
    assert "reviews-en" in capsys.readouterr().err
    assert not (tmp_path / "heads").exists()
