"""Playing the company's year through the real services, moment by moment; what is done is never done twice."""

from pathlib import Path

from django.db import transaction

from engagement.demo.acts.registry import PLAYING, QUEUED
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Moment, Stage, agenda
from engagement.demo.exceptions import ForeignDataError, OtherRunError
from engagement.demo.files import are_written, write_files
from engagement.demo.models import Playthrough
from engagement.demo.progress import Progress
from engagement.demo.world import World
from engagement.insights.outlooks import look_ahead
from people.models import Person
from surveys.bank.loader import load_set

DATABASE = "this database"


def play(*, world: World, out: Path, stage: Stage, progress: Progress) -> Playthrough | None:
    """Write the files if need be, then play the moments of a stage that are not done yet.

    Returns
    -------
    Playthrough or None
        How far it is; None for the stage `files`, which needs no database.
    """
    scene = Scene(world, out, load_set("pulse"), load_set("exit"), progress)
    run = None if stage is Stage.FILES else find_run(world)
    ensure_files(scene)
    if run is None:
        return None
    moments = [moment for moment in agenda(world, stage) if moment.key not in run.done]
    for number, moment in enumerate(moments, start=1):
        _play(scene, run, moment, f"{number}/{len(moments)}")
    if stage is Stage.ALL and not run.finished:
        with progress.step("outlook", "company"):
            look_ahead(on=world.line.today)
        run.finished = True
        run.save(update_fields=["finished"])
    return run


def find_run(world: World) -> Playthrough:
    """Return the run of this database; a company that the demo did not make, or another demo, raises a `DemoError`."""
    asked = Playthrough(
        seed=world.seed, people=sum(unit.size for unit in world.units), today=world.line.today
    )
    run = Playthrough.objects.first()
    if run is None:
        if Person.objects.exists():
            raise ForeignDataError(DATABASE)
        asked.save()
        return asked
    if str(run) != str(asked):
        raise OtherRunError(str(run), str(asked))
    return run


def ensure_files(scene: Scene) -> None:
    """Write the files of the world unless they are there."""
    if are_written(scene.out, scene.world):
        return
    with scene.progress.step("files", str(scene.out)):
        write_files(
            scene.world,
            scene.out,
            pulse=scene.pulse,
            leaving=scene.leaving,
            tick=lambda what: scene.progress.say(f"{'':>8}  files     {what}"),
        )


def _play(scene: Scene, run: Playthrough, moment: Moment, place: str) -> None:
    with scene.progress.step(moment.act, f"{moment.on}", place):
        if moment.act in QUEUED:
            said = PLAYING[moment.act](scene, moment)
            _mark(run, moment)
        else:
            with transaction.atomic():
                said = PLAYING[moment.act](scene, moment)
                _mark(run, moment)
        scene.progress.note(said)


def _mark(run: Playthrough, moment: Moment) -> None:
    run.done = [*run.done, moment.key]
    run.save(update_fields=["done"])
