"""An office that answers all at once from one address, and somebody who guesses links and ballots beside honest people."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from surveys.models import Cell, Invitation, Nullifier
from surveys.models.answers import Answer
from surveys.waves import close_wave
from tests.bench.ballot_client import BallotClient, paced
from tests.bench.ballot_company import Invited, company, invited
from tests.bench.own_site import ROOT, OwnSite

THREADS = 16
SLOWED = 2.0
Filled = tuple[str, Invited]


def collect_all(site: OwnSite, people: Sequence[Invited]) -> list[Filled]:
    """Let everybody collect a ballot, from one address; return the tokens with what will be answered."""
    with ThreadPoolExecutor(THREADS) as pool:
        tokens = list(pool.map(lambda one: BallotClient(site.url).collect(one.link), people))
    return list(zip(tokens, people, strict=True))


def hand_in(site: OwnSite, filled: Filled) -> float:
    """Open the questions and send the answers; return what the sending took, seconds, or infinity if refused."""
    token, one = filled
    client = BallotClient(site.url)
    status, _, _ = client.ask("GET", f"/b/{token}/")
    started = time.perf_counter()
    good = client.hand_in(token, one.form) and status == 200
    return time.perf_counter() - started if good else float("inf")


def _spread(name: str, took: Sequence[float]) -> str:
    known = [1000 * one for one in took if one < float("inf")]
    refused = len(took) - len(known)
    return (
        f"{name}: {len(known)} accepted, {refused} refused; median {np.median(known):.0f} ms, "
        f"p95 {np.quantile(known, 0.95):.0f} ms, slowest {max(known):.0f} ms"
    )


def office(site: OwnSite, *, people: int, group: int, seconds: float) -> bool:
    """Let an office behind one address hand in within a minute; return whether every answer was accepted and stored."""
    ballots = collect_all(site, invited(company(people, group)))
    started = time.perf_counter()
    took = paced(lambda one: hand_in(site, one), ballots, seconds)
    all_of_it = time.perf_counter() - started
    sys.stdout.write(f"{_spread('office', took)}; all of it {all_of_it:.0f} s\n")
    return float("inf") not in took and Answer.objects.count() == people and all_of_it < 1.1 * seconds


# Guessing


@contextmanager
def guessing(
    site: OwnSite, folder: Path, number: int, targets: dict[str, object]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run somebody who guesses, in a process of his own."""
    (folder / "targets.json").write_text(json.dumps(targets))
    command = [sys.executable, "-m", "tests.bench.guesser", site.url, str(number), str(folder)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        yield process


def _targets(honest: Sequence[Filled], wave_id: str, closed_id: str) -> dict[str, object]:
    """What the guesser knows: everything that is public, and genuine tokens of others to be altered."""
    return {
        "cells": list(Cell.objects.values_list("pk", flat=True)),
        "open": wave_id,
        "closed": closed_id,
        "tokens": [token for token, _ in honest[:50]],
        "links": [one.link for _, one in honest[:50]],
    }


def guess(site: OwnSite, *, guesses: int, people: int, group: int, seconds: float) -> bool:
    """Count accepted guesses, and how much slower honest people are beside them than alone, in turns."""
    shut = company(group, group, prefix="old")
    invited(shut)
    close_wave(wave=shut, on=shut.closes_on, actor="bench")
    wave = company(people, group)
    ballots = collect_all(site, invited(wave))
    before = (Invitation.objects.exclude(collected_on=None).count(), Answer.objects.count())
    turns = np.array_split(np.arange(len(ballots)), 6)
    alone, beside = list[float](), list[float]()

    def one_turn(places: Iterable[int]) -> list[float]:
        return paced(lambda one: hand_in(site, one), [ballots[place] for place in places], seconds)

    counted: Counter[str] = Counter()
    known = _targets(ballots, str(wave.pk), str(shut.pk))
    for number, places in enumerate(turns):
        if number % 2 == 0:
            alone += one_turn(places)
        else:
            with guessing(site, site.folder, guesses // 3, known) as process:
                beside += one_turn(places)
                process.wait()
            counted.update(json.loads((site.folder / "guessed.json").read_text()))
    after = (Invitation.objects.exclude(collected_on=None).count(), Answer.objects.count())
    slower = float(np.quantile(beside, 0.95) / np.quantile(alone, 0.95))
    taken = after[1] - before[1] - len(ballots) + after[0] - before[0]
    sys.stdout.write(f"{_spread('alone', alone)}\n{_spread('beside', beside)}\n")
    sys.stdout.write(
        f"{counted['guesses']} guesses at {counted['rate']} a second: {counted['accepted']} accepted, {taken} rows "
        f"more than honest people made, {Nullifier.objects.count()} used ballots; p95 {slower:.2f} times as long\n"
    )
    honest = float("inf") not in alone + beside
    return honest and not counted["accepted"] + taken and slower <= SLOWED and counted["guesses"] >= guesses
