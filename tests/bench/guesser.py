"""Somebody who guesses links, ballots, signatures and receipts, as fast as two connections allow.

    python -m tests.bench.guesser URL NUMBER FOLDER

Reads FOLDER/targets.json, writes FOLDER/guessed.json: how many were guessed, how many were accepted, and how many a
second. Some guesses are of chance, some are genuine with one letter changed.
"""

import json
import random
import secrets
import string
import sys
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.bench.ballot_client import BallotClient

LETTERS = string.ascii_letters + string.digits + "-_"
CONNECTIONS = 2
FORM = {"a": "1", "b": "1"}


def changed(text: str) -> str:
    """Return a text with one letter changed."""
    place = random.randrange(len(text))
    return text[:place] + random.choice(LETTERS.replace(text[place], "")) + text[place + 1 :]


def token_of(parts: bytes) -> str:
    """Return bytes as a ballot is spelt."""
    return urlsafe_b64encode(parts).decode().rstrip("=")


class Guesser:
    """Every way of guessing; each says whether the site took the guess for genuine."""

    def __init__(self, client: BallotClient, known: Mapping[str, Any]) -> None:
        self.client, self.known = client, known

    def guess(self, number: int) -> bool:
        """Guess in one way after another."""
        ways = (
            self.link, self.altered_link, self.signing, self.ballot, self.signature, self.altered_ballot, self.receipt
        )  # fmt: skip
        return ways[number % len(ways)]()

    def _cell(self) -> bytes:
        return int(random.choice(self.known["cells"])).to_bytes(8, "big")

    def _is_page(self, path: str) -> bool:
        return self.client.ask("GET", path)[0] in (200, 303)

    def link(self) -> bool:
        """Open an invitation under a link of chance."""
        return self._is_page(f"/s/{secrets.token_urlsafe(24)}/")

    def altered_link(self) -> bool:
        """Open an invitation under a genuine link with one letter changed."""
        return self._is_page(f"/s/{changed(random.choice(self.known['links']))}/")

    def signing(self) -> bool:
        """Ask for a signature under a link of chance."""
        covered = {"blinded": b64encode(secrets.token_bytes(256)).decode()}
        return self.client.ask("POST", f"/s/{secrets.token_urlsafe(24)}/issue/", covered)[0] == 200

    def ballot(self) -> bool:
        """Hand in with a ballot of the kind that the server hands out."""
        return self.client.hand_in(token_of(self._cell() + secrets.token_bytes(48)), FORM)

    def signature(self) -> bool:
        """Hand in with a signature of chance."""
        return self.client.hand_in(
            token_of(secrets.token_bytes(32) + self._cell() + secrets.token_bytes(272)), FORM
        )

    def altered_ballot(self) -> bool:
        """Hand in with a genuine ballot of somebody else with one letter changed."""
        return self.client.hand_in(changed(random.choice(self.known["tokens"])), FORM)

    def receipt(self) -> bool:
        """Look for a receipt of chance."""
        code = "".join(random.choices(string.ascii_uppercase + "234567", k=16))
        body = self.client.ask("POST", f"/m/{self.known['closed']}/receipts/?lang=en", {"code": code})[2]
        return "On the list." in body


def main() -> None:
    """Guess, count and write down."""
    url, number, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    known = json.loads((folder / "targets.json").read_text())

    def some(one: int) -> int:
        guesser = Guesser(BallotClient(url, tries=3), known)
        return sum(guesser.guess(place) for place in range(one, number, CONNECTIONS))

    started = time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        accepted = sum(pool.map(some, range(CONNECTIONS)))
    rate = number / (time.perf_counter() - started)
    (folder / "guessed.json").write_text(
        json.dumps({"guesses": number, "accepted": accepted, "rate": round(rate / 3)})
    )


if __name__ == "__main__":
    main()
