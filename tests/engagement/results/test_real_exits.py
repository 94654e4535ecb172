"""Real exit surveys loaded as waves: five figures of the page computed again from the source file."""

import csv
from datetime import date
from pathlib import Path

import pytest

from engagement.dashboards.selectors_hr_wave import wave_page
from people.enums import Role
from surveys.imports.mapping_file import load_mapping
from surveys.imports.run import import_results
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.data]
MAPPING = Path(__file__).parents[3] / "surveys" / "imports" / "mappings" / "tafe.yaml"
LEVELS = ("Strongly Disagree", "Disagree", "Neutral", "Agree", "Strongly Agree")
FIGURES = {
    "recognised": "Topic:6. The organisation recognised",
    "management-me": "Topic:7. Management was generally supportive of me",
    "morale": "Topic:10. Staff morale was positive within the Institute",
    "colleagues": "Topic:15. I worked well with my colleagues",
    "stress": "Topic:24. I was able to cope",
}


def resignations(path: Path, year: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        r for r in rows if r["CESSATION YEAR"] == year and r["Reason for ceasing employment"] == "Resignation"
    ]


def test_five_figures_of_resignations_in_2012_are_those_of_the_file(shared_data: Path) -> None:
    path = shared_data / "exit-dete-tafe" / "tafe_survey.csv"
    imported = import_results(path=path, mapping=load_mapping(MAPPING), on=date(2026, 1, 5), actor="test")
    wave = next(
        one.wave for one in imported.waves if one.wave and "2012" in one.name and "resignation" in one.name
    )
    page = wave_page(people.account(Role.HR, email="hr@example.org"), wave.pk, "")
    assert page.results is not None
    shown = {row.text: row for group in page.results.items for row in group.rows}
    rows = resignations(path, "2012")
    texts = {question.key: question.text["en"] for question in wave.questionnaire.questions.all()}

    for key, start in FIGURES.items():
        column = next(name for name in rows[0] if start in name)
        answers = [LEVELS.index(row[column]) + 1 for row in rows if row[column] in LEVELS]
        figure = shown[texts[key]].figure
        assert figure.exact
        assert figure.text == f"{round(100 * sum(a >= 4 for a in answers) / len(answers))}%", key
