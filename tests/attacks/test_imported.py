"""Two agencies' real exit surveys, imported and released, then attacked by somebody who has the files' other columns."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from privacy.gate.relations import PREFIX
from privacy.gate.unfavourable import SUFFIX
from surveys.door import unfavourable_to
from surveys.imports.mapping_file import load_mapping
from surveys.imports.rows import Response, read_responses
from surveys.imports.run import Imported, import_results
from surveys.imports.table import read_table
from surveys.question_types.registry import question_type
from surveys.selectors import questions
from tests.attacks.attacker import attack
from tests.attacks.released import Line, Scale, World, from_cells

MAPPINGS = Path(__file__).parents[2] / "surveys" / "imports" / "mappings"

pytestmark = [pytest.mark.django_db, pytest.mark.data]


def _responses(path: Path, mapping_path: Path) -> list[Response]:
    mapping = load_mapping(mapping_path)
    return list(read_responses(path, read_table(path, mapping.file, mapping.columns()), mapping).taken)


def _world(imported: Imported, responses: list[Response]) -> World:
    wave = imported.waves[0].wave
    assert wave is not None
    asked = {question.key: question for question in questions(wave)}
    names = {one.name for one in imported.waves}
    rows = [
        (response.wave.name, str(response.line), response.path[-1].code, item, number)
        for response in responses
        if response.wave.name in names
        for key, value in response.answers.items()
        for item, number in question_type(asked[key].type).rows(asked[key], value)
    ]
    frame = pd.DataFrame(rows, columns=["wave", "response", "unit", "item", "value"])
    scales = {
        item.key: Scale(int(item.minimum), int(item.maximum), int(item.favourable_from or 0))
        for question in asked.values()
        for item in question_type(question.type).items(question)
    }
    frame, scales = _with_unfavourable(frame, scales, unfavourable_to(wave))
    roster = frame[["wave", "response", "unit"]].drop_duplicates().rename(columns={"response": "person"})
    return World(frame, roster, scales)


def _with_unfavourable(
    frame: pd.DataFrame, scales: dict[str, Scale], highest: dict[str, float]
) -> tuple[pd.DataFrame, dict[str, Scale]]:
    """Return answers and scales with the second share as an item of its own: the same answers, turned round."""
    turned = frame[frame["item"].isin(list(highest))]
    ends = turned["item"].map({item: one.minimum + one.maximum for item, one in scales.items()})
    turned = turned.assign(item=turned["item"] + SUFFIX, value=ends - turned["value"])
    more = {
        item + SUFFIX: Scale(one.minimum, one.maximum, int(one.minimum + one.maximum - highest[item]))
        for item, one in scales.items()
        if item in highest
    }
    return pd.concat([frame, turned], ignore_index=True), scales | more


def _lines(imported: Imported) -> list[Line]:
    names = {str(one.wave.pk): one.name for one in imported.waves if one.wave}
    return from_cells(
        [
            cell
            for one in imported.waves
            for table in one.tables
            # A correlation of a hundred people or more is no sum: nothing can be subtracted from it.
            for cell in table.cells.exclude(item__startswith=PREFIX).select_related("table")
        ],
        names,
    )


@pytest.mark.parametrize("agency", ["dete", "tafe"])
def test_nothing_thin_in_real_exit_surveys(agency: str, shared_data: Path) -> None:
    path, mapping = shared_data / "exit-dete-tafe" / f"{agency}_survey.csv", MAPPINGS / f"{agency}.yaml"
    imported = import_results(path=path, mapping=load_mapping(mapping), on=date(2026, 1, 5), actor="test")
    lines = _lines(imported)

    outcome = attack(lines, _world(imported, _responses(path, mapping)), across=True)

    assert len(lines) > 1000
    assert not outcome, str(outcome)
