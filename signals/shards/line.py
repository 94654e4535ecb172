"""What desk and hands say to each other: encrypted and authenticated with a key of the site's secret.

Values of persons pass here and nowhere else: from memory to memory, never through the broker, a file or a log.
"""

import json
import socket
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from typing import Any

import numpy as np

from signals.calendars.events import Tally
from signals.exceptions import CredentialLostError
from signals.reduce.network import Network
from signals.reduce.person import Numbers
from signals.sealing import shared_key, unwrapped, wrapped

PURPOSE = b"signals.shards/1"


@dataclass(frozen=True, slots=True)
class Done:
    """One shard: numbers of people, their values, shape (len(NAMES), B, K), and what was read."""

    shard: int
    people: list[int]
    values: Numbers
    tally: Tally
    network: Network


def listener() -> Listener:
    """Return an open desk on a free port; only who knows the site's secret gets past the greeting."""
    return Listener(("0.0.0.0", 0), authkey=shared_key(PURPOSE))  # noqa: S104  # hands may sit on other machines


def called(address: str, port: int) -> Connection | None:
    """Return a line to a desk, or None where nobody answers: the run is over, or somewhere else."""
    try:
        return Client((address, port), authkey=shared_key(PURPOSE))
    except (OSError, EOFError, AuthenticationError):
        return None


def own_address() -> str:
    """Return under which address other workers reach this one."""
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def say(line: Connection, message: dict[str, Any], payload: bytes = b"") -> None:
    """Send a message, with bytes behind it."""
    head = json.dumps(message).encode()
    line.send_bytes(wrapped(len(head).to_bytes(4, "big") + head + payload, PURPOSE))


def hear(line: Connection) -> tuple[dict[str, Any], bytes]:
    """Return the next message and the bytes behind it.

    Raises
    ------
    EOFError
        The other side has gone, or says something that was not written with the site's secret.
    """
    try:
        data = unwrapped(line.recv_bytes(), PURPOSE)
    except (OSError, CredentialLostError):
        raise EOFError from None
    size = int.from_bytes(data[:4], "big")
    message: dict[str, Any] = json.loads(data[4 : 4 + size])
    return message, data[4 + size :]


def say_done(line: Connection, done: Done) -> None:
    """Hand over a shard."""
    message = {
        "shard": done.shard,
        "people": done.people,
        "shape": done.values.shape,
        "tally": done.tally.as_json(),
        "network": [[block, list(people.items())] for block, people in done.network.blocks.items()],
    }
    say(line, message, np.ascontiguousarray(done.values, np.float64).tobytes())


def hear_done(line: Connection) -> Done:
    """Take a shard over."""
    message, payload = hear(line)
    values = np.frombuffer(payload, np.float64).reshape(message["shape"])
    report = message["tally"]
    tally = Tally(
        report["files"], report["events"], report["occurrences"], report["skipped"], report.get("notes", [])
    )
    network = Network({block: dict(people) for block, people in message["network"]})
    return Done(message["shard"], message["people"], values, tally, network)
