"""The worker that has the run: gives shards away, works on them itself, and waits for nobody who has gone.

A hand that dies leaves its shard behind, and it is given to another. A hand that hangs is overtaken: when nothing else is
left to do, what it holds is done here. The desk that dies leaves nothing, for nothing was written; the run begins again.
"""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path
from threading import Condition, Event, Thread

import numpy as np

from signals.calendars.events import Tally
from signals.connectors.base import DivisibleConnector, Part
from signals.exceptions import NothingReadableError
from signals.reduce.job import Terms, directory_of, values_by_owner
from signals.reduce.network import Network
from signals.reduce.person import NAMES, Numbers
from signals.shards.line import Done, hear_done, listener, own_address, say
from signals.shards.parts import fingerprint, parts_of

PATIENCE_SECONDS = 5.0  # without news from any hand, before its shard is done here as well
Invite = Callable[[str, int, int], None]  # address, port, how many hands could help


class Pool:
    """The shards of a run: which are left, with whom, and done; shared by the threads of the desk."""

    def __init__(self, count: int) -> None:
        self._left, self._given = list(range(count))[::-1], dict[int, int]()
        self._count, self._news = count, Condition()
        self.done: dict[int, Done] = {}

    def take(self) -> int | None:
        """Return a shard for a hand, or None where all are given away."""
        with self._news:
            shard = self._left.pop() if self._left else None
            if shard is not None:
                self._given[shard] = self._given.get(shard, 0) + 1
            return shard

    def take_or_wait(self, seconds: float) -> int | None:
        """Return a shard for the desk: one that is left, else one that a hand has had for too long; None when all are done."""
        while True:
            shard = self.take()
            if shard is not None:
                return shard
            with self._news:
                if len(self.done) == self._count:
                    return None
                if not self._left and not self._news.wait(seconds) and not self._left:
                    late = [shard for shard in self._given if shard not in self.done]
                    if late:
                        return late[0]

    def keep(self, done: Done) -> None:
        """Keep a shard that is done; of two that are the same the first counts."""
        with self._news:
            self.done.setdefault(done.shard, done)
            self._news.notify_all()

    def give_back(self, shard: int) -> None:
        """Take a shard back from a hand that has gone."""
        with self._news:
            if shard not in self.done and shard not in self._left:
                self._left.append(shard)
            self._news.notify_all()


def shard_values(connector: DivisibleConnector, path: Path, terms: Terms, part: Part, shard: int) -> Done:
    """Read and work out one shard."""
    tally, network, numbers, arrays = Tally(), Network(), list[int](), list[Numbers]()
    read = connector.read(path, directory_of(terms.company), tally, part)
    for people, block in values_by_owner(read, terms.company, terms.period, tally, network):
        numbers += people
        arrays.append(block)
    empty = np.empty((len(NAMES), terms.period.count, 0))
    return Done(shard, numbers, np.concatenate([empty, *arrays], axis=2), tally, network)


def values_together(
    connector: DivisibleConnector,
    path: Path,
    terms: Terms,
    tally: Tally,
    network: Network | None,
    invite: Invite,
) -> Numbers:
    """Return everybody's values like `calendar_values`, with the help of every worker that comes.

    Raises
    ------
    NothingReadableError
        Not one calendar could be read.
    """
    parts = parts_of(terms.company)
    pool = Pool(len(parts))
    task = {
        "source": connector.source.value,
        "path": str(path),
        "first_day": terms.period.first_day.isoformat(),
        "end_day": terms.period.end_day.isoformat(),
        "company": fingerprint(terms.company),
    }
    with _desk(pool, task) as port:
        invite(own_address(), port, len(parts) - 1)
        while (shard := pool.take_or_wait(PATIENCE_SECONDS)) is not None:
            pool.keep(shard_values(connector, path, terms, parts[shard], shard))
    values = np.full((len(NAMES), terms.period.count, len(terms.company.members)), np.nan)
    for _, done in sorted(pool.done.items()):
        values[:, :, done.people] = done.values
        tally.add(done.tally)
        if network is not None:
            network.merge(done.network)
    if not tally.files:
        raise NothingReadableError(str(path), tally.skipped)
    return values


@contextmanager
def _desk(pool: Pool, task: dict[str, str]) -> Iterator[int]:
    """Serve hands while the block runs; give the port."""
    closing = Event()
    with listener() as door:
        port = int(door.address[1])
        Thread(target=_open, args=(door, pool, task, closing), daemon=True).start()
        try:
            yield port
        finally:
            closing.set()
            with socket.create_connection(("127.0.0.1", port)):
                pass  # a knock, so that the thread at the door looks up


def _open(door: Listener, pool: Pool, task: dict[str, str], closing: Event) -> None:
    while not closing.is_set():
        try:
            line = door.accept()
        except (EOFError, OSError, AuthenticationError):
            continue  # somebody who only knocked, or does not know the secret
        Thread(target=_serve, args=(line, pool, task), daemon=True).start()


def _serve(line: Connection, pool: Pool, task: dict[str, str]) -> None:
    """Give one hand a shard after the other; what it held comes back when it goes."""
    with line:
        shard: int | None = None
        try:
            say(line, task)
            while (shard := pool.take()) is not None:
                say(line, {"shard": shard})
                pool.keep(hear_done(line))
            say(line, {"shard": None})
        except (EOFError, OSError):
            if shard is not None:
                pool.give_back(shard)
