from pathlib import Path

import pytest
from django.core.management import call_command

from people.models import Person, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "units.csv").write_text("unit,parent,name_zh\nROOT,,\nA,ROOT,甲\n")
    (tmp_path / "people.csv").write_text(
        "person,address,unit,is_manager\np1,a@x.example,A,1\np2,b@x.example,A,0\n"
    )
    return str(tmp_path / "people.csv"), str(tmp_path / "units.csv")


def test_it_is_a_dry_run_by_default(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_people", files[0], units=Path(files[1]))
    assert "2 people would be added" in capsys.readouterr().out
    assert not Person.objects.exists()


def test_apply_stores_units_and_people(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_people", files[0], units=Path(files[1]), apply=True)
    assert "2 people added" in capsys.readouterr().out
    assert Unit.objects.get(code="A").name_zh == "甲"
    assert Person.objects.count() == 2


def test_bad_input_exits_with_2_and_one_sentence(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path(files[1]).write_text("unit,parent\nA,B\nB,A\n")
    with pytest.raises(SystemExit) as stopped:
        call_command("import_people", files[0], units=Path(files[1]), apply=True)
    assert stopped.value.code == 2
    assert "cycle" in capsys.readouterr().err
    assert not Unit.objects.exists()


def test_a_file_that_is_not_there_exits_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("import_people", "nowhere.csv")
    assert stopped.value.code == 2
    assert "nowhere.csv" in capsys.readouterr().err
