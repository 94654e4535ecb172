"""What every act knows: the world, the folder of its files, the two questionnaires, and where to report."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engagement.demo.progress import Progress
from engagement.demo.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """The stage on which moments are played."""

    world: World
    out: Path
    pulse: Mapping[str, Any]
    leaving: Mapping[str, Any]
    progress: Progress
