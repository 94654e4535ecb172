"""Norms: five figures of the real file computed again by hand, and files that are refused whole."""

import csv
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from engagement.results.models import Norm

pytestmark = pytest.mark.django_db
HEAD = "source,year,key,favourable_pct,n\n"


@pytest.mark.data
def test_civil_service_figures_are_those_of_the_source_file(shared_data: Path) -> None:
    path = shared_data / "uk-csps" / "csps2020_orgscores_long.csv"
    call_command("load_norms", path, mapping="uk_csps_2020")
    with path.open(encoding="utf-8-sig") as file:
        value = {r[1]: float(r[2]) for r in csv.reader(file) if r[0] == "CS_MEAN"}
    loaded = {norm.key: norm.favourable for norm in Norm.objects.filter(year=2020)}

    assert loaded["workload"] == pytest.approx(100 * value["B33"]) == pytest.approx(64)
    assert loaded["autonomy"] == pytest.approx(100 * value["B05"]) == pytest.approx(73)
    assert loaded["engagement"] == pytest.approx(20 * sum(value[f"B{q}"] for q in range(47, 52)))
    assert loaded["team"] == pytest.approx(100 * (value["B18"] + value["B19"] + value["B20"]) / 3)
    assert loaded["growth"] == pytest.approx(25 * sum(value[f"B{q}"] for q in range(21, 25)))
    # The source publishes its theme scores too, rounded: ours agree to a point.
    assert loaded["team"] == pytest.approx(100 * value["MT_TS"], abs=1)
    assert loaded["growth"] == pytest.approx(100 * value["LD_TS"], abs=1)
    assert loaded["manager_support"] == pytest.approx(100 * value["LM_TS"], abs=1)
    assert "meetings" not in loaded


def test_own_file_is_loaded_and_replaced(tmp_path: Path) -> None:
    file = tmp_path / "norms.csv"
    file.write_text(HEAD + "Sector,2025,workload,58.5,1200\nSector,2025,voice,51,\n", encoding="utf-8")
    call_command("load_norms", file)
    file.write_text(HEAD + "Sector,2025,workload,60,1200\n", encoding="utf-8")
    call_command("load_norms", file)

    assert list(Norm.objects.order_by("key").values_list("key", "favourable", "n")) == [
        ("voice", 51.0, None), ("workload", 60.0, 1200),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEAD + "Sector,2025,workload,580,1200\n", "line 2: favourable_pct = '580'"),
        (HEAD + "Sector,2025,voice,51,\nSector,25,workload,58,\n", "line 3: year = '25'"),
        ("source,year,key,favourable_pct,n,note\n", "note"),
        ("source,year,key\n", "favourable_pct"),
    ],
)
def test_a_wrong_file_is_refused_whole_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "norms.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=says) as caught:
        call_command("load_norms", file)
    assert caught.value.returncode == 2
    assert not Norm.objects.exists()


def test_a_mapping_with_a_measure_that_the_file_lacks_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "long.csv"
    file.write_text("organisation_code,measure,value\nCS_MEAN,B33,0.64\n", encoding="utf-8")
    with pytest.raises(CommandError, match="B47"):
        call_command("load_norms", file, mapping="uk_csps_2020")


def test_an_unknown_mapping_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="uk_csps_2020"):
        call_command("load_norms", tmp_path / "x.csv", mapping="nothing")
