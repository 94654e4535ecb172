import stat
from pathlib import Path

import pytest
from django.core.management import call_command

from engagement.demo.acts.scene import Scene
from engagement.demo.acts.waves import run_pulse
from engagement.demo.agenda import Act, Moment
from engagement.demo.links import FILE, keep_links, unused_links
from surveys.ballots import issue


def open_pulse(scene: Scene) -> None:
    run_pulse(scene, Moment(scene.world.line.open_pulse.opens, Act.PULSE, 12))


def test_a_link_that_was_used_is_not_shown_again(peopled: Scene) -> None:
    open_pulse(peopled)
    first = unused_links(peopled.out)["en"]

    issue(link_token=first, on=peopled.world.line.today)

    assert unused_links(peopled.out)["en"] != first


def test_links_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    keep_links(tmp_path, {"en": [f"token{i}" for i in range(50)]})

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert "token49" not in (tmp_path / FILE).read_text()


@pytest.mark.django_db
def test_links_of_another_database_are_unknown_here(tmp_path: Path) -> None:
    keep_links(tmp_path, {"en": ["of-another-database"]})

    assert unused_links(tmp_path) == {}
    assert unused_links(tmp_path / "nothing") == {}


def test_demo_links_prints_ballots_roles_and_the_schema(
    peopled: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    open_pulse(peopled)

    call_command("demo_links", out=peopled.out)

    printed = capsys.readouterr().out
    for part in (
        "/s/",
        "中文",
        "/demo/enter/hr/",
        "/demo/enter/dpo/",
        "/demo/enter/operator/",
        "/api/schema/",
    ):
        assert part in printed
    assert "DEMO=on" in printed


@pytest.mark.django_db
def test_demo_links_without_a_demo_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        call_command("demo_links", out=tmp_path)

    assert stopped.value.code == 2
    assert "manage.py demo first" in capsys.readouterr().err
