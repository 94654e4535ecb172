"""The companies of the tests: built once, never changed; and a scene on which acts are played."""

import io
from datetime import date
from pathlib import Path

import pytest

from engagement.demo.acts.accounts import appoint
from engagement.demo.acts.directory import import_directory
from engagement.demo.acts.scene import Scene
from engagement.demo.agenda import Act, Moment
from engagement.demo.files import write_files
from engagement.demo.progress import Progress
from engagement.demo.world import World, build_world
from surveys.bank.loader import load_set

TODAY = date(2026, 11, 24)
SMALL = 160


@pytest.fixture(scope="session")
def world() -> World:
    return build_world(seed=1, today=TODAY)


@pytest.fixture(scope="session")
def small_world() -> World:
    return build_world(seed=1, today=TODAY, people=SMALL)


@pytest.fixture(scope="session")
def small_files(small_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "files"
    write_files(small_world, out, pulse=load_set("pulse"), leaving=load_set("exit"), tick=lambda what: None)
    return out


@pytest.fixture
def scene(small_world: World, small_files: Path, db: None) -> Scene:
    """An empty database and the files of the small company."""
    return Scene(small_world, small_files, load_set("pulse"), load_set("exit"), Progress(io.StringIO()))


@pytest.fixture
def peopled(scene: Scene) -> Scene:
    """The same after the first day: directory and accounts are there."""
    first = scene.world.line.start
    import_directory(scene, Moment(first, Act.DIRECTORY))
    appoint(scene, Moment(first, Act.ACCOUNTS))
    return scene
