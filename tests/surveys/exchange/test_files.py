"""The commands: files by others, bad files, and nothing half written."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from surveys.exchange.files import export_questionnaire, import_questionnaire
from surveys.models import Question, Questionnaire
from surveys.questionnaires import as_definition
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db

# file: (questions in it, of which arrive, pages, languages in it, languages that arrive)
EXAMPLES = {
    "limesurvey/citric_free_text.lsq": (1, 1, 1, {"en"}, ["en"]),
    "limesurvey/citric_survey.lss": (4, 3, 2, {"en"}, ["en"]),
    "limesurvey/imex_blank-survey.lss": (1, 1, 1, {"en"}, ["en"]),
    "limesurvey/imex_survey-one-question-two-languages.lss": (1, 1, 1, {"en", "et"}, ["en"]),
}
BOMB = '<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;">]><document>&c;</document>'
SURVEY = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>{}</document>"
BAD: dict[str, tuple[bytes, str]] = {
    "not JSON": (b'{"pages": [,]}', "line 1, column 12: expected JSON"),
    "not UTF-8": (b"\xff\xfe{}", "byte 0: expected UTF-8"),
    "a schema": (b'{"properties": {}}', "expected a SurveyJS questionnaire"),
    "empty": (b"", "line 1, column 1: expected JSON"),
    "not XML": (b"<document><a></document>", "line 1, column 16: expected XML that is well formed"),
    "an XML bomb": (BOMB.encode(), "expected XML without a document type or entities"),
    "another XML": (b"<html/>", "root: expected a LimeSurvey document"),
    "no questions": (SURVEY.format("").encode(), "questions: expected one question at least"),
    "too large": (b" " * 5_000_001, "expected a file of 5 MB at most"),
    "nested too deeply": (b"[" * 200_000, "expected a file that is not nested so deeply"),
    "a strange kind": (b'{"elements": [{"type": "rating", "rateValues": 5}]}', "expected values of the kinds"),
}  # fmt: skip


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    call_command(*arguments)
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.data
@pytest.mark.parametrize("name", EXAMPLES)
def test_what_example_files_contain_arrives_or_is_listed(
    name: str, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside, arrive, pages, languages, kept = EXAMPLES[name]
    found = run(capsys, "import_questionnaire", str(shared_data / "survey-definitions" / name))
    left = [one["type"] for one in found["not_carried_over"]]

    assert (found["questions"], found["pages"], found["languages"]) == (arrive, pages, kept)
    assert inside - arrive == left.count("file upload")
    assert len(languages) - len(kept) == left.count("language")
    assert Question.objects.filter(questionnaire_id=found["id"]).count() == arrive


@pytest.mark.data
def test_the_schema_of_surveyjs_is_no_questionnaire_and_ours_keep_to_it(shared_data: Path) -> None:
    path = shared_data / "survey-definitions" / "surveyjs" / "surveyjs_definition.schema.json"
    with pytest.raises(SystemExit) as ended:
        call_command("import_questionnaire", str(path))

    assert ended.value.code == 2


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_ends_with_one_sentence_and_nothing_stored(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = BAD[name]
    path = tmp_path / "file.json"
    path.write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        call_command("import_questionnaire", str(path))

    captured = capsys.readouterr()
    assert ended.value.code == 2
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""
    assert not Questionnaire.objects.exists()


def test_a_file_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        call_command("import_questionnaire", str(tmp_path / "nothing.json"))

    assert "expected a file that can be read" in capsys.readouterr().err


LSS = SURVEY.format("""
<groups><rows><row><gid>1</gid><group_order>1</group_order></row></rows></groups>
<questions><rows>
 <row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>L</type><title>WHERE</title><mandatory>Y</mandatory><other>Y</other><question_order>1</question_order><relevance>1</relevance></row>
 <row><qid>2</qid><parent_qid>0</parent_qid><gid>1</gid><type>M</type><title>TOOLS</title><question_order>2</question_order><relevance>((WHERE.NAOK == "A1"))</relevance></row>
 <row><qid>3</qid><parent_qid>0</parent_qid><gid>1</gid><type>A</type><title>GRID</title><question_order>3</question_order><relevance>count(x) gt 2</relevance></row>
</rows></questions>
<subquestions><rows>
 <row><qid>11</qid><parent_qid>2</parent_qid><title>SQ1</title><question>Mail</question><language>en</language></row>
 <row><qid>12</qid><parent_qid>2</parent_qid><title>SQ2</title><question>Chat</question><language>en</language></row>
 <row><qid>13</qid><parent_qid>3</parent_qid><title>SQ1</title><question>Pay</question><language>en</language></row>
</rows></subquestions>
<answers><rows>
 <row><aid>1</aid><qid>1</qid><code>A1</code><sortorder>1</sortorder></row><row><aid>2</aid><qid>1</qid><code>A2</code><sortorder>2</sortorder></row>
</rows></answers>
<answer_l10ns><rows>
 <row><aid>1</aid><answer>North</answer><language>en</language></row><row><aid>2</aid><answer>South</answer><language>en</language></row>
 <row><aid>1</aid><answer>北区</answer><language>zh-Hans</language></row>
</rows></answer_l10ns>
<question_l10ns><rows><row><qid>1</qid><question>&lt;p&gt;Where?&lt;/p&gt;</question><language>en</language></row></rows></question_l10ns>
""")


def test_limesurvey_choices_rows_and_relevance_arrive(tmp_path: Path) -> None:
    path = tmp_path / "site.lss"
    path.write_text(LSS, encoding="utf-8-sig")
    found = import_questionnaire(path)
    where, tools, grid = Question.objects.filter(questionnaire_id=found["id"])

    assert (where.type, where.required, where.settings, where.text) == (
        "single",
        True,
        {"other": True},
        {"en": "Where?"},
    )
    assert where.options[0] == {"key": "a1", "text": {"en": "North", "zh": "北区"}}
    assert [option["text"]["en"] for option in tools.options] == ["Mail", "Chat"]
    assert tools.show_if == {"question": "where", "op": "eq", "value": "a1"}
    assert (grid.type, len(grid.options), len(grid.settings["rows"])) == ("matrix", 5, 1)
    assert [
        (one["name"], one["type"]) for one in found["not_carried_over"] if one["type"] == "relevance"
    ] == [("GRID", "relevance")]


def test_export_and_import_again_make_the_same_questionnaire(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = make.questionnaire(
        make.question("q1", construct="workload", reversed=True),
        make.question(
            "q2", "multiple", settings={"other": True}, show_if={"question": "q1", "op": "le", "value": 2}
        ),
    )
    out = tmp_path / "out.json"
    call_command("export_questionnaire", str(first.pk), "--format", "surveyjs", "--out", str(out))
    found = run(capsys, "import_questionnaire", str(out), "--format", "surveyjs")

    assert found["not_carried_over"] == []
    assert as_definition(Questionnaire.objects.get(pk=found["id"])) == as_definition(first)
    assert export_questionnaire(found["id"]) == json.loads(out.read_text(encoding="utf-8"))


def test_export_of_what_is_not_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        call_command("export_questionnaire", "99999", "--format", "surveyjs")

    assert ended.value.code == 2
    assert "expected the id of a questionnaire that exists" in capsys.readouterr().err
