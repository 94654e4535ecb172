import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from engagement.demo.acts.registry import PLAYING
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment, Stage, agenda
from engagement.demo.exceptions import ForeignDataError, OtherRunError
from engagement.demo.models import Playthrough
from engagement.demo.play import find_run, play
from engagement.demo.progress import Progress
from engagement.demo.world import World, build_world
from people.models import DirectoryImport, Membership, Person
from tests.factories.people import person


def play_people(scene: Scene) -> Playthrough | None:
    return play(world=scene.world, out=scene.out, stage=Stage.PEOPLE, progress=Progress(io.StringIO()))


def test_the_stage_people_plays_directory_and_accounts_alone(scene: Scene) -> None:
    run = play_people(scene)

    assert run is not None
    assert run.done == [moment.key for moment in agenda(scene.world, Stage.PEOPLE)]
    assert not run.finished
    assert Membership.objects.filter(left_company=True).exists()


def test_what_is_done_is_not_done_twice(scene: Scene) -> None:
    play_people(scene)
    imports = DirectoryImport.objects.count()

    play_people(scene)

    assert DirectoryImport.objects.count() == imports


@pytest.mark.django_db
def test_the_stage_files_needs_no_database_and_leaves_none(small_world: World, small_files: Path) -> None:
    assert (
        play(world=small_world, out=small_files, stage=Stage.FILES, progress=Progress(io.StringIO())) is None
    )
    assert not Playthrough.objects.exists()


def test_a_run_that_breaks_off_goes_on_where_it_stopped(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The broken moment leaves nothing; those before it stay."""
    whole = agenda(scene.world, Stage.PEOPLE)

    def stumble(scene: Scene, moment: Moment) -> str:
        Person.objects.all().update(name="half done")
        raise KeyboardInterrupt

    monkeypatch.setitem(PLAYING, Act.ACCOUNTS, stumble)
    with pytest.raises(KeyboardInterrupt):
        play_people(scene)
    assert find_run(scene.world).done == [whole[0].key]
    assert not Person.objects.filter(name="half done").exists()

    monkeypatch.undo()
    run = play_people(scene)
    assert run is not None
    assert run.done == [moment.key for moment in whole]


@pytest.mark.django_db
def test_a_company_that_the_demo_did_not_make_is_left_alone(small_world: World) -> None:
    person()

    with pytest.raises(ForeignDataError, match="this database"):
        find_run(small_world)


@pytest.mark.django_db
def test_another_demo_is_left_alone(small_world: World) -> None:
    find_run(small_world)
    later = build_world(seed=1, today=small_world.line.today + timedelta(days=1), people=160)

    for other in (later, replace(small_world, seed=2)):
        with pytest.raises(OtherRunError, match="empty database"):
            find_run(other)
    assert find_run(small_world).pk == Playthrough.objects.get().pk
