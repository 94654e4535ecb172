import csv
import io

import pytest

from engagement.dashboards.files import COLUMNS, cells_csv, neutral
from privacy.models import ReleasedCell
from tests.factories import dashboards, insights


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_neutral_disarms_formulas(text: str) -> None:
    assert neutral(text) == f"'{text}"


@pytest.mark.parametrize("value", ["plain", "", 3, -0.4, None])
def test_neutral_leaves_the_rest_alone(value: object) -> None:
    assert neutral(value) == value


def test_csv_has_one_line_a_cell_and_reads_back(world: dashboards.World) -> None:
    insights.cell(
        insights.table("wave", str(world.wave.pk)), "=cmd()", "engaged", mean=3.0, favourable_low=10
    )
    cells = list(ReleasedCell.objects.select_related("table"))
    lines = "".join(cells_csv(cells))
    assert lines.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(lines.lstrip("\ufeff"))))
    assert list(rows[0]) == COLUMNS
    assert len(rows) == len(cells)
    assert "'=cmd()" in {row["unit"] for row in rows}
    assert {row["rule"] for row in rows} >= {"tree"}
