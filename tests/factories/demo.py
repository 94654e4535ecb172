"""The demo of the tests: a small company, played through the real services."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from unittest import mock

from engagement.demo.acts import waves
from engagement.demo.agenda import Stage
from engagement.demo.play import play
from engagement.demo.progress import Progress
from engagement.demo.world import World, build_world
from surveys.ballots import Ballot, issue
from surveys.invitations import invite
from surveys.models import Invitation, Wave

TODAY = date(2026, 11, 24)
SMALL = 160


@dataclass
class Played:
    """A company that was played, its files, and every secret that was given out on the way."""

    world: World
    out: Path
    link_tokens: set[str] = field(default_factory=set)
    ballot_tokens: set[str] = field(default_factory=set)


def play_small(out: Path) -> Played:
    """Play the whole year of the small company into the present database."""
    played = Played(build_world(seed=1, today=TODAY, people=SMALL), out)
    with _secrets_kept(played):
        play(world=played.world, out=out, stage=Stage.ALL, progress=Progress(io.StringIO()))
    return played


@contextmanager
def _secrets_kept(played: Played) -> Iterator[None]:
    """Write down every link and ballot on its way; the services themselves are not changed."""

    def keeping_invite(*, wave: Wave) -> list[tuple[Invitation, str]]:
        made = invite(wave=wave)
        played.link_tokens |= {token for _, token in made}
        return made

    def keeping_issue(*, link_token: str, on: date) -> Ballot:
        ballot = issue(link_token=link_token, on=on)
        played.ballot_tokens.add(ballot.token)
        return ballot

    with mock.patch.object(waves, "invite", keeping_invite), mock.patch.object(waves, "issue", keeping_issue):
        yield
