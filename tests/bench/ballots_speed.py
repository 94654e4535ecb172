"""How fast answers are taken in: beside a bare view that inserts a row, and beside people who read pages."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice

import numpy as np
from cryptography.hazmat.primitives.hashes import SHA384

from surveys.blind import cell_keys, rsabssa, tokens
from surveys.keys import cell_key_secret
from surveys.models import CellKey
from surveys.models.answers import Answer
from tests.bench.ballot_client import BallotClient, paced
from tests.bench.ballot_company import Invited, company, invited
from tests.bench.ballots_load import Filled
from tests.bench.own_site import HOST, ROOT, WORKERS, OwnSite, wait_for

CONNECTIONS, TURNS, TURN, WARM_UP = 8, 3, 10.0, 50
AIM_MS, AIM_ERRORS, AIM_SHARE = 500.0, 0.001, 0.5


def signed_ballots(people: Sequence[Invited]) -> list[Filled]:
    """Return a genuine ballot for everybody, signed here: collecting it is not what is measured."""
    secret = {
        key.cell_id: cell_keys.unseal(bytes(key.sealed), cell_key_secret(key.cell.wave_id))
        for key in CellKey.objects.select_related("cell")
    }
    ballots = []
    for one in people:
        prepared = rsabssa.prepare(tokens.new_message(one.cell))
        signature = secret[one.cell].sign(prepared, rsabssa.PSS, SHA384())
        ballots.append((tokens.write(prepared, signature), one))
    return ballots


def sent(url: str, filled: Filled) -> float:
    """Hand in one ballot; return the seconds it took, or infinity if it was refused."""
    started = time.perf_counter()
    token, one = filled
    return time.perf_counter() - started if BallotClient(url).hand_in(token, one.form) else float("inf")


def _stored_bare(url: str, filled: Filled) -> float:
    started = time.perf_counter()
    status, _, _ = BallotClient(url).ask("POST", "/", filled[1].form)
    return time.perf_counter() - started if status == 302 else float("inf")


def _as_fast_as_it_goes(work: Callable[[Filled], float], ballots: Iterator[Filled]) -> tuple[float, int]:
    """Keep every connection busy for one turn; return pieces of work a second, and how many failed."""
    begun = time.perf_counter()

    def keep_on(_: int) -> list[float]:
        took = []
        for one in ballots:
            took.append(work(one))
            if time.perf_counter() > begun + TURN:
                break
        return took

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        took = [one for some in pool.map(keep_on, range(CONNECTIONS)) for one in some]
    return len(took) / (time.perf_counter() - begun), took.count(float("inf"))


def _start_bare(site: OwnSite) -> str:
    """Start the bare site beside ours, with as many workers and in the same database server; return its address."""
    url = f"http://{HOST}:{site.web_port + 20}"
    site.start("bare", [
        sys.executable, "-m", "gunicorn", "tests.bench.bare_site", "--bind", url.removeprefix("http://"),
        "--workers", str(WORKERS), "--preload", "--access-logfile", "/dev/null",
    ], site.environment() | {"BARE_DATABASE_URL": site.database_url})  # fmt: skip
    wait_for(lambda: BallotClient(url).ask("GET", "/")[0] == 302, "the bare site")
    return url


def _beside_bare(site: OwnSite, ballots: Iterator[Filled]) -> float:
    """Take turns with the bare view, everything as fast as it goes; say both rates, return ours as a share."""
    first = list(islice(ballots, WARM_UP))
    bare_url, again = _start_bare(site), cycle(first)
    ours, bare, failed = list[float](), list[float](), 0
    for filled in first:
        failed += float("inf") in (sent(site.url, filled), _stored_bare(bare_url, filled))
    for _ in range(TURNS):
        for rates, work, some in (
            (bare, partial(_stored_bare, bare_url), again),
            (ours, partial(sent, site.url), ballots),
        ):
            rate, missed = _as_fast_as_it_goes(work, some)
            rates.append(rate)
            failed += missed
    share = float(np.median(ours) / np.median(bare))
    sys.stdout.write(
        f"as fast as it goes: {np.median(ours):.0f} ballots a second, bare view {np.median(bare):.0f}: "
        f"{share:.2f} of it; {failed} failed\n"
    )
    return share


@contextmanager
def _readers(site: OwnSite, paths: Sequence[str], rate: int, seconds: float) -> Iterator[None]:
    """Let people read pages meanwhile, from a process of its own, which says at the end what that took."""
    listed = site.folder / "pages.txt"
    listed.write_text("\n".join(paths))
    command = [
        sys.executable,
        "-m",
        "tests.bench.page_reader",
        site.url,
        str(listed),
        str(rate),
        str(seconds),
    ]
    with subprocess.Popen(command, cwd=ROOT) as process:
        yield
        process.wait()


def _beside_readers(
    site: OwnSite, ballots: Sequence[Filled], rate: int, pages: int, paths: Sequence[str]
) -> int:
    """Hand in evenly beside people who read; say what it took, and return how many failed."""
    seconds = len(ballots) / rate
    with _readers(site, paths, pages, seconds):
        begun = time.perf_counter()
        took = paced(partial(sent, site.url), ballots, seconds)
        held = len(took) / (time.perf_counter() - begun)
    known = [1000 * one for one in took if one < float("inf")]
    failed = len(took) - len(known)
    late = float(np.quantile(known, 0.95))
    sys.stdout.write(
        f"beside {pages} pages a second: {held:.1f} of {rate} ballots a second for {seconds:.0f} s, "
        f"{failed} of {len(took)} failed, median {np.median(known):.0f} ms, p95 {late:.0f} ms\n"
    )
    return failed if late <= AIM_MS else len(took)


def speed(site: OwnSite, *, people: int, group: int, rate: int, pages: int, seconds: int) -> bool:
    """Measure both; return whether the aims of submission hold, and every acknowledged ballot is stored once."""
    wave = company(people, group)
    asked = invited(wave)
    ballots = signed_ballots(asked)
    paths = [*(f"/s/{one.link}/" for one in asked[:500]), f"/m/{wave.pk}/"]
    paced_ones, others = ballots[: rate * seconds], iter(ballots[rate * seconds :])
    share = _beside_bare(site, others)
    failed = _beside_readers(site, paced_ones, rate, pages, paths)
    used = len(ballots) - len(list(others))
    stored = Answer.objects.count()
    sys.stdout.write(f"{used} ballots handed in, {stored} stored\n")
    return share >= AIM_SHARE and failed <= AIM_ERRORS * len(paced_ones) and stored == used
