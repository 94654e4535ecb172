"""What a browser does to collect a ballot that is signed blindly and to hand it in, over HTTP.

A thread has a `BallotClient` of its own. Like the browser, it tries again when there is no answer or a server error,
with the same covered ballot and the same token.
"""

import http.client
import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from html import unescape
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

from surveys.blind import cell_keys, rsabssa, tokens

DATA = re.compile(r'data-(key|cell|size|manifest|fingerprint)="([^"]*)"')
RECEIPT = re.compile(r"[A-Z2-7]{8}-[A-Z2-7]{8}")
Reply = tuple[int, str, str]
Work = TypeVar("Work")


def paced(do: Callable[[Work], float], pieces: Sequence[Work], seconds: float) -> list[float]:
    """Start one piece of work after another, evenly over a time, whether the one before has ended or not."""
    begun = time.perf_counter()

    def at(place: int) -> float:
        time.sleep(max(0.0, begun + seconds * place / len(pieces) - time.perf_counter()))
        return do(pieces[place])

    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(at, range(len(pieces))))


@dataclass
class BallotClient:
    """One browser: where it goes, what it says of itself, how it retries, and what its requests took (seconds).

    `manifests` holds manifests by address that need not be fetched again; a browser has none.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    address: str = ""
    pause: float = 0.0
    tries: int = 1
    manifests: dict[str, str] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    retried: int = 0

    def _once(self, method: str, path: str, form: Mapping[str, str] | None) -> Reply:
        parts = urlsplit(self.url)
        source = (self.address, 0) if self.address else None
        link = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30, source_address=source)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded", **self.headers}
            link.request(method, path, body=urlencode(form) if form is not None else None, headers=headers)
            response = link.getresponse()
            return response.status, response.headers.get("Location", ""), response.read().decode()
        finally:
            link.close()

    def ask(self, method: str, path: str, form: Mapping[str, str] | None = None) -> Reply:
        """Return status, Location and body; try again as long as there is none, or the server says it failed."""
        for number in range(self.tries):
            started = time.perf_counter()
            try:
                reply = self._once(method, path, form)
            except (OSError, http.client.HTTPException):
                reply = (0, "", "")
            self.took.append(time.perf_counter() - started)
            if 0 < reply[0] < 500:
                return reply
            self.retried += number + 1 < self.tries
            time.sleep(self.pause)
        return reply

    def collect(self, link: str) -> str:
        """Open the invitation, check the key against the manifest, have a ballot signed; return its token."""
        _, _, page = self.ask("GET", f"/s/{link}/")
        data = {name: unescape(value) for name, value in DATA.findall(page)}
        key = b64decode(data["key"])
        self._check(data, key)
        public = cell_keys.load_public(key)
        prepared = rsabssa.prepare(tokens.new_message(int(data["cell"])))
        covered = rsabssa.blind(public, prepared)
        status, _, body = self.ask(
            "POST", f"/s/{link}/issue/", {"blinded": b64encode(covered.message).decode()}
        )
        if status != 200:
            message = f"issuing was refused with {status}"
            raise RuntimeError(message)
        signed = b64decode(json.loads(body)["signature"])
        return tokens.write(prepared, rsabssa.finalize(public, prepared, signed, covered.inverse))

    def _check(self, data: Mapping[str, str], key: bytes) -> None:
        raw = self.manifests.get(data["manifest"]) or self.ask("GET", data["manifest"])[2]
        listed = {one["id"]: one["fingerprint"] for one in json.loads(raw)["cells"]}
        good = sha256(raw.encode()).hexdigest() == data["fingerprint"]
        if not (good and listed[int(data["cell"])] == sha256(key).hexdigest()):
            message = "the key of the page is not the published one"
            raise RuntimeError(message)

    def hand_in(self, token: str, answers: Mapping[str, str]) -> bool:
        """Send answers; return whether they were acknowledged."""
        status, location, _ = self.ask("POST", f"/b/{token}/", answers)
        return status == 303 and location.startswith(f"/b/{token}/thanks/")

    def receipt(self, token: str) -> str:
        """Return the receipt that the page of thanks shows."""
        found = RECEIPT.search(self.ask("GET", f"/b/{token}/thanks/")[2])
        return found.group() if found else ""
