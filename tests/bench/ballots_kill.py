"""Submissions during which the web server and the database are killed, again and again: acknowledged means stored.

Clients try again as the browser does: the same covered ballot, the same token, until there is an answer.
"""

import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from privacy.ledger import verify
from surveys.models import Invitation, Nullifier
from surveys.models.answers import Answer, Comment
from tests.bench.ballot_client import BallotClient
from tests.bench.ballot_company import Invited, company, invited
from tests.bench.own_site import OwnSite

THREADS, TRIES, PAUSE = 8, 400, 0.5
Key = tuple[int, int, int]


def _submit(site: OwnSite, one: Invited, acknowledged: list[Key]) -> int:
    client = BallotClient(site.url, tries=TRIES, pause=PAUSE)
    token = client.collect(one.link)
    if client.hand_in(token, one.form):
        acknowledged.append((one.cell, *one.answers))
    return client.retried


def _kill_now_and_then(site: OwnSite, acknowledged: list[Key], at: list[int], done: list[str]) -> None:
    for number, wanted in enumerate(at):
        while len(acknowledged) < wanted:
            time.sleep(0.02)
        before, kill = len(acknowledged), (site.kill_web, site.kill_database)[number % 2]
        kill()
        done.append(kill.__name__)
        sys.stderr.write(f"\n{kill.__name__} at {before}, back at {len(acknowledged)}\n")


def run(site: OwnSite, *, people: int, group: int, kills: int) -> bool:
    """Submit, kill, and compare what was acknowledged with what is stored; return whether nothing differs."""
    wave = company(people, group)
    everybody, acknowledged, done = invited(wave), list[Key](), list[str]()
    at = [people * number // (kills + 1) for number in range(1, kills + 1)]
    killer = threading.Thread(target=_kill_now_and_then, args=(site, acknowledged, at, done))
    killer.start()
    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        retried = sum(pool.map(lambda one: _submit(site, one, acknowledged), everybody))
    killer.join()
    connection.close()  # that of this process was killed as well
    stored = Counter((one.cell_id, one.values["a"], one.values["b"]) for one in Answer.objects.all())
    twice = sum(number - 1 for number in stored.values())
    lost = len(set(acknowledged) - set(stored))
    unsaid = len(set(stored) - set(acknowledged))
    counts = (
        Invitation.objects.exclude(collected_on=None).count(),
        Nullifier.objects.count(),
        Comment.objects.count(),
    )
    sys.stdout.write(
        f"{len(acknowledged)} of {people} acknowledged in {time.perf_counter() - started:.0f} s with "
        f"{Counter(done)} and {retried} requests tried again; {lost} lost, {twice} stored twice, {unsaid} stored "
        f"without being acknowledged; collected, used, comments: {counts}; ledger broken: {verify()}\n"
    )
    whole = len(acknowledged) == people == len(stored) and set(counts) == {people} and not verify()
    return whole and len(done) == kills and not lost + twice + unsaid
