"""Real exit surveys loaded as waves: five figures of the page computed again from the source file."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from engagement.dashboards.selectors_hr_wave import wave_page
from people.enums import Role
from surveys.imports.mapping_file import load_mapping
from surveys.imports.run import import_results
from tests.factories import people

pytestmark = [pytest.mark.django_db, pytest.mark.data]
MAPPINGS = Path(__file__).parents[3] / "surveys" / "imports" / "mappings"


@dataclass(frozen=True)
class Survey:
    """A source file as it is: how it names the resignations of 2012, five of its columns, and its steps of agreement."""

    file: str
    mapping: str
    year: str
    why: str
    columns: tuple[str, ...]
    levels: tuple[str, ...]

    def resigned(self, row: Mapping[str, str]) -> bool:
        """Say whether a row is of somebody who resigned in 2012."""
        return "2012" in row[self.year] and row[self.why].startswith("Resignation")


TAFE = Survey(
    "tafe_survey.csv", "tafe.yaml", "CESSATION YEAR", "Reason for ceasing employment",
    ("Topic:6. The organisation recognised", "Topic:7. Management was generally supportive of me",
     "Topic:10. Staff morale was positive within the Institute", "Topic:15. I worked well with my colleagues",
     "Topic:24. I was able to cope"),
    ("Strongly Disagree", "Disagree", "Neutral", "Agree", "Strongly Agree"),
)  # fmt: skip
DETE = Survey(
    "dete_survey.csv", "dete.yaml", "Cease Date", "SeparationType",
    ("Professional Development", "Opportunities for promotion", "Staff morale", "Peer support", "Worklife balance"),
    ("SD", "D", "N", "A", "SA"),
)  # fmt: skip


def favourable(survey: Survey, rows: Sequence[Mapping[str, str]], column: str) -> str:
    """Return the share of the two highest steps, by hand."""
    answers = [survey.levels.index(row[column]) + 1 for row in rows if row[column] in survey.levels]
    return f"{round(100 * sum(answer >= 4 for answer in answers) / len(answers))}%"


@pytest.mark.parametrize("survey", [TAFE, DETE], ids=["tafe", "dete"])
def test_five_figures_of_resignations_in_2012_are_those_of_the_file(
    shared_data: Path, survey: Survey
) -> None:
    path, mapping = shared_data / "exit-dete-tafe" / survey.file, MAPPINGS / survey.mapping
    imported = import_results(path=path, mapping=load_mapping(mapping), on=date(2026, 1, 5), actor="test")
    wave = next(
        one.wave for one in imported.waves if one.wave and "2012" in one.name and "resignation" in one.name
    )
    page = wave_page(people.account(Role.HR, email="hr@example.org"), wave.pk, "")
    assert page.results is not None
    shown = {row.text: row for group in page.results.items for row in group.rows}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if survey.resigned(row)]
    asked = yaml.safe_load(mapping.read_text(encoding="utf-8"))["questions"]
    texts = {question["column"]: question["text"]["en"] for question in asked if "column" in question}

    for start in survey.columns:
        column = next(name for name in rows[0] if name == start or ("Topic:" in start and start in name))
        figure = shown[texts[column]].figure
        assert figure.exact, column
        assert figure.text == favourable(survey, rows, column), column
