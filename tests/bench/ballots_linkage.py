"""Ten thousand ballots over HTTP, then everything that lies on the disks, and an attacker who tries to tell whose is whose.

The attacker gets more than a thief would: the site's secret, so that he reads every answer, and the receipt that each
person was shown. Twice: while the survey is open, and after it was closed by the worker.
"""

import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import redis
from cryptography.exceptions import InvalidTag
from django.db import connection
from django.urls import reverse

from engagement import tasks
from privacy.models import LedgerEntry
from surveys.blind import tokens
from surveys.keys import answer_keys
from surveys.manifest import manifest_bytes
from surveys.models import Nullifier, Wave
from surveys.models.answers import Answer, Comment
from surveys.receipts import code_of
from surveys.sealing import unseal
from tests.attacks.linkage import Clue, Group, Linked, link, spearman
from tests.bench.ballot_client import BallotClient
from tests.bench.ballot_company import Invited, company, invited
from tests.bench.heap_pages import RawRow, rows
from tests.bench.own_site import OwnSite, wait_for

AGENT, ADDRESS, SOURCE = "Canary-Browser/77.1 (whistle)", "198.51.100.23", "127.0.0.77"
MAIL, COOKIE = "canary.sender@mail.example", "canary-session-cookie"
WORDS = "Comment "
HEADERS = {
    "User-Agent": AGENT,
    "X-Forwarded-For": ADDRESS,
    "From": MAIL,
    "Referer": f"https://mail.example/{ADDRESS}",
    "Cookie": f"sessionid={COOKIE}",
}
THREADS = 6
HASH_AT, HASH_HEADER, HASH = 16, (65 << 1) | 1, 64
Key = tuple[int, int, int]


@dataclass
class Answered:
    """What the people know: who answered what, in which order ballots were collected and handed in, and receipts."""

    truth: dict[int, Key] = field(default_factory=dict)
    collected: dict[int, int] = field(default_factory=dict)
    entered: dict[Key, int] = field(default_factory=dict)
    receipts: dict[int, str] = field(default_factory=dict)
    secrets: list[str] = field(default_factory=list)
    manifests: dict[str, str] = field(default_factory=dict)
    clock: Iterator[int] = field(default_factory=count)

    def groups(self) -> list[Group]:
        """Return the truth of each ballot cell: person -> answers."""
        found: dict[int, dict[Any, Any]] = {}
        for person, key in self.truth.items():
            found.setdefault(key[0], {})[person] = key
        return [found[cell] for cell in sorted(found)]


def _answer(site: OwnSite, one: Invited, known: Answered) -> None:
    client = BallotClient(site.url, HEADERS, SOURCE, tries=3, pause=0.2, manifests=known.manifests)
    token = client.collect(one.link)
    known.collected[one.person] = next(known.clock)
    if one.person % 50 == 0:  # some make a mistake first, some send twice, some follow a broken link
        client.hand_in(token, one.form | {"a": "99"})
        client.ask("GET", f"/s/{one.link}x/")
    if not client.hand_in(token, one.form):
        message = "an answer was not acknowledged"
        raise RuntimeError(message)
    key = (one.cell, *one.answers)
    known.entered[key] = next(known.clock)
    known.truth[one.person] = key
    claim = tokens.read(token)
    known.receipts[one.person] = code_of(claim.nullifier) if claim else ""
    known.secrets += [one.link, token] if one.person % 50 == 0 else []
    if one.person % 50 == 1:
        client.hand_in(token, one.form)


def answer_all(site: OwnSite, wave: Wave, people: list[Invited]) -> Answered:
    """Let everybody answer, in an order of chance, several at a time."""
    manifest = reverse("surveys:manifest", args=[wave.pk])
    known = Answered(manifests={manifest: manifest_bytes(wave).decode()})
    random.shuffle(people)
    with ThreadPoolExecutor(THREADS) as pool:
        for number, done in enumerate(pool.map(lambda one: _answer(site, one, known), people), start=1):
            if number % 500 == 0:
                sys.stderr.write(f"\r{number} of {len(people)} ballots {done or ''}")
    sys.stderr.write("\n")
    return known


# What lies on the disks


@dataclass(frozen=True, slots=True)
class Copies:
    """Everything a thief can carry away: a dump, the data directory without its log of changes, Redis, the logs."""

    data: Path
    others: dict[str, bytes]

    def find(self, canary: str) -> list[str]:
        """Return every place in which a text occurs."""
        wanted = canary.encode()
        files = [path for path in self.data.rglob("*") if path.is_file() and wanted in path.read_bytes()]
        found = [str(path.relative_to(self.data)) for path in files]
        return found + [name for name, content in self.others.items() if wanted in content]


def take_copies(site: OwnSite, name: str) -> Copies:
    """Copy what there is at this moment."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    copied = site.folder / f"copy_{name}"
    shutil.copytree(
        site.data, copied, ignore=shutil.ignore_patterns("pg_wal", "postmaster.pid", "pgsql_tmp*")
    )
    redis.Redis.from_url(site.environment()["REDIS_URL"]).save()
    others = {path.name: path.read_bytes() for path in site.logs}
    others |= {"dump": site.database_program("pg_dump", "telescope")}
    others |= {"redis": (site.folder / "dump.rdb").read_bytes()}
    return Copies(copied, others)


def _table(table: str) -> tuple[str, int]:
    """Return the file of a table and how many columns it has, dropped ones included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_filepath(%s::regclass), max(attnum) FROM pg_attribute WHERE attrelid = %s::regclass",
            [table, table],
        )
        path, columns = cursor.fetchone()
    return path, columns


def _versions(copies: Copies, table: str) -> Iterator[RawRow]:
    path, columns = _table(table)
    for part in sorted(copies.data.glob(f"{path}*")):
        if part.name.split(".")[0] == Path(path).name:
            yield from rows(part, columns)


def _first(pairs: Iterator[tuple[Any, int]]) -> dict[Any, int]:
    first: dict[Any, int] = {}
    for key, transaction in pairs:
        first[key] = min(transaction, first.get(key, transaction))
    return first


def people_in_files(copies: Copies) -> dict[int, int]:
    """Return person -> first transaction after which the invitation was collected, from all versions of its row."""
    known = _columns("surveys_invitation", "token_hash", "person_id")
    found = (
        (known[one.body[HASH_AT + 1 : HASH_AT + 1 + HASH].decode("latin-1")], one.xmin)
        for one in _versions(copies, "surveys_invitation")
        if not one.has_nulls
        and one.body[HASH_AT : HASH_AT + 1] == bytes([HASH_HEADER])
        and one.body[HASH_AT + 1 : HASH_AT + 1 + HASH].decode("latin-1") in known
    )
    return _first(found)


def answers_in_files(copies: Copies, cells: set[int]) -> dict[Key, int]:
    """Return answers -> first transaction that wrote them, from all versions of their row."""
    secret = answer_keys()[0]

    def opened() -> Iterator[tuple[Key, int]]:
        for one in _versions(copies, "surveys_answer"):
            cell = int.from_bytes(one.body[16:24], "little")
            size = int.from_bytes(one.body[24:28], "little") >> 2
            if cell in cells and 28 < size < 2000:
                try:
                    values = unseal(one.body[28 : 24 + size], secret)
                except (InvalidTag, ValueError):
                    continue
                yield (cell, values["a"], values["b"]), one.xmin

    return _first(opened())


# Clues


def _columns(table: str, key: str, value: str, order: str = "") -> dict[Any, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {value} FROM {table} {order}")
        return dict(cursor.fetchall())


def _places(keys: Mapping[Any, Any], table: str, column: str) -> dict[Any, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY ctid")
        return {keys[row[0]]: place for place, row in enumerate(cursor.fetchall()) if row[0] in keys}


def people_clues(copies: Copies, known: Answered) -> dict[str, Clue]:
    """Return every order in which people can be put."""
    table = "surveys_invitation"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT person_id, row_number() OVER (ORDER BY ctid) FROM {table}")
        lying = dict(cursor.fetchall())
    digests = {code_of(digest): digest for digest in Nullifier.objects.values_list("digest", flat=True)}
    shown = {digests[code]: person for person, code in known.receipts.items() if code in digests}
    return {
        "row of the invitation": lying,
        "id of the invitation": _columns(table, "person_id", "id::text"),
        "transaction of the invitation": _columns(table, "person_id", "xmin::text::bigint"),
        "link": _columns(table, "person_id", "token_hash"),
        "covered ballot": _columns(table, "person_id", "blinded_hash"),
        "person": {person: person for person in known.truth},
        "receipt": known.receipts,
        "used ballot of the receipt shown": _places(shown, "surveys_nullifier", "digest"),
        "first collected, from old rows in the files": people_in_files(copies),
    }


def answer_clues(copies: Copies, known: Answered) -> dict[str, Clue]:
    """Return every order in which answers can be put."""
    of_answer = {one.pk: (one.cell_id, one.values["a"], one.values["b"]) for one in Answer.objects.all()}
    of_comment = {}
    for one in Comment.objects.all():
        words = one.text.split()
        of_comment[one.pk] = (one.cell_id, int(words[1]), int(words[3]))
    cells = {key[0] for key in known.truth.values()}
    return {
        "row of the answer": _places(of_answer, "surveys_answer", "id"),
        "id of the answer": {key: str(pk) for pk, key in of_answer.items()},
        "transaction of the answer": _by(of_answer, _columns("surveys_answer", "id", "xmin::text::bigint")),
        "command of the answer": _by(of_answer, _columns("surveys_answer", "id", "cmin::text::bigint")),
        "row of the comment": _places(of_comment, "surveys_comment", "id"),
        "id of the comment": {key: str(pk) for pk, key in of_comment.items()},
        "transaction of the comment": _by(
            of_comment, _columns("surveys_comment", "id", "xmin::text::bigint")
        ),
        "the answers themselves": {key: key for key in known.truth.values()},
        "first written, from old rows in the files": answers_in_files(copies, cells),
    }


def _by(keys: Mapping[Any, Any], column: Mapping[Any, Any]) -> dict[Any, Any]:
    return {keys[pk]: value for pk, value in column.items() if pk in keys}


# The measurement


def _say(state: str, name: str, linked: Linked) -> bool:
    good = linked.rate <= linked.bound
    used = "; ".join(f"{one.people} / {one.answers}" for one in linked.used)
    sys.stdout.write(
        f"{state:7} {name:42} {linked.hits:5d} of {linked.people} linked, {linked.rate:.4f}, chance + 3 SE "
        f"{linked.bound:.4f}  {'good' if good else 'MISSED'}  ({used})\n"
    )
    return good


def _canaries(copies: Copies, known: Answered, state: str) -> bool:
    wanted = [AGENT, ADDRESS, SOURCE, MAIL, COOKIE, WORDS, *known.secrets]
    found = {canary: places for canary in wanted if (places := copies.find(canary))}
    sys.stdout.write(
        f"{state:7} {len(wanted)} canaries in {len(copies.others)} logs and dumps and all files: "
    )
    sys.stdout.write(f"{sum(map(len, found.values()))} hits {found or ''}\n")
    return not found


def _judge(site: OwnSite, known: Answered, state: str) -> bool:
    copies = take_copies(site, state)
    groups, people, answers = known.groups(), people_clues(copies, known), answer_clues(copies, known)
    only_live = {name: clue for name, clue in answers.items() if "files" not in name}
    good = _canaries(copies, known, state)
    good &= _say(state, "dump, logs, Redis and receipts, secret known", link(groups, people, only_live))
    all_good = _say(state, "the same and old rows in the files", link(groups, people, answers))
    shutil.rmtree(copies.data)
    return good and (all_good or state == "open")


def _closed(site: OwnSite, wave: Wave) -> Callable[[], bool]:
    return lambda: LedgerEntry.objects.filter(action="wave_walked", subject=f"wave {wave.pk}").exists()


def run(site: OwnSite, *, people: int, group: int) -> bool:
    """Collect, copy, close, copy again; return whether every figure is within its bound."""
    wave = company(people, group)
    started = time.perf_counter()
    known = answer_all(site, wave, invited(wave))
    took = time.perf_counter() - started
    sys.stdout.write(f"{len(known.truth)} ballots over HTTP in {took:.0f} s, {len(known.groups())} groups\n")
    good = _judge(site, known, "open")
    tasks.close_wave.delay(str(wave.pk), on=wave.closes_on.isoformat())
    wait_for(_closed(site, wave), "the close by the worker")
    time.sleep(2)
    good &= _judge(site, known, "closed")
    of_answer = {one.pk: (one.cell_id, one.values["a"], one.values["b"]) for one in Answer.objects.all()}
    rho, bound = spearman(known.groups(), known.entered, _places(of_answer, "surveys_answer", "id"))
    sys.stdout.write(
        f"order of intake against order of rows after the close: {rho:+.4f}, bound {bound:.4f}\n"
    )
    return good and abs(rho) <= bound
