"""A company as large as pages must bear, in a database: released by the real door, written with COPY.

100,000 people in 5,000 units by default, twelve waves of 24 questions on a scale, a recommendation score and comments, four
exit surveys, signals of two years, alerts, plans, outlooks and a ledger of people who looked. Answers are drawn at random
and thrown away: only what the door lets out is stored, with the certificates it gave. The newest three waves are drawn;
older ones repeat their released cells (`tests.bench.worlds.repeating`), because a page reads nothing else of them.
"""

import json
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd
from django.core.management import call_command
from django.db import connection

from engagement.actions.models import Plan, PlanStep
from engagement.dashboards.collected import collected
from engagement.dashboards.near import WORDS, keep_neighbours
from engagement.insights.models import Outlook, Theme
from engagement.results.sharing import share_wave
from people.enums import Role
from people.models import Membership, Person, Roster, RosterEntry, Unit
from privacy import gate
from privacy.keys import gate_key
from privacy.ledger import GENESIS
from privacy.models import LedgerEntry, ReleasedCell
from privacy.policy import DEFAULT, VERSION
from signals.metrics import BLOCK_ORIGIN
from surveys.door import unfavourable_to, wave_plan
from surveys.enums import WaveKind, WaveState
from surveys.models import Cell, Invitation, Questionnaire, Wave
from surveys.questionnaires import create_questionnaire
from surveys.selectors import constructs
from tests.bench.worlds.copying import CELL, copy, store
from tests.bench.worlds.pages_beside import rooms
from tests.bench.worlds.repeating import repeat
from tests.factories import insights, people
from tests.factories.surveys import both, definition, question

CONSTRUCTS = (
    "engagement", "workload", "recovery", "meetings", "autonomy", "manager_support", "recognition", "team", "voice",
    "fairness", "growth", "intent_to_stay",
)  # fmt: skip
METRICS = (
    "meeting_hours", "focus_hours", "back_to_back_chains", "after_hours_hours", "weekend_hours", "quiet_days",
    "meeting_share",
)  # fmt: skip
TOPICS = ("workload", "meetings", "pay", "manager", "growth", "tools", "team", "recognition")
REASONS = ("pay", "meetings", "commute", "workload", "manager", "growth")
DRAWN, BELOW, FIRST, BLOCKS, VIEWS = 3, 15, date(2024, 12, 30), 26, 20_000
LINK = "an-employees-link"


class Company:
    """The tree, who is where, and the writing of everything."""

    def __init__(self, people_count: int, units: int, seed: int = 1) -> None:
        self.rng = np.random.default_rng(seed)
        self.tree: dict[str, str | None] = {"U0": None}
        self.tree.update({f"U{n}": f"U{(n - 1) // BELOW}" for n in range(1, units)})
        inner = set(self.tree.values())
        self.leaves = np.array([unit for unit in self.tree if unit not in inner])
        self.home = np.arange(people_count) % len(self.leaves)
        self.likes = self.rng.normal(0, 0.5, (len(self.leaves), len(CONSTRUCTS)))
        self.published: list[gate.Published] = []

    def directory(self) -> None:
        """Store units, people and memberships, and the accounts that read."""
        rows = {code: n for n, code in enumerate(self.tree, start=1)}
        Unit.objects.bulk_create(
            [Unit(id=n, code=code, name=f"Unit {code}", name_zh=f"{code}部", parent_id=rows.get(self.tree[code] or ""))
             for code, n in rows.items()], batch_size=2000)  # fmt: skip
        self.unit_ids = [rows[leaf] for leaf in self.leaves]
        plain = ("en", "UTC", "CN", time(9), time(17, 30), "1-5", True)
        copy(
            Person,
            ("code", "name", "email", "language", "time_zone", "region", "work_start", "work_end", "work_days", "is_active"),
            ((f"p{n}", f"Person {n}", f"p{n}@example.org", *plain) for n in range(len(self.home))),
        )  # fmt: skip
        self.person_ids = list(Person.objects.order_by("pk").values_list("pk", flat=True))
        copy(
            Membership,
            ("person", "unit", "is_manager", "start", "left_company"),
            ((person, unit, False, FIRST, False) for person, unit in self._places()),
        )
        for role in (Role.HR, Role.DPO, Role.OPERATOR):
            people.account(role, email=f"{role.value}@example.org")
        for name, code in (("top", "U1"), ("team", str(self.leaves[0]))):
            people.account(manages=Unit.objects.get(code=code), email=f"{name}@example.org")

    def wave(self, asked: Questionnaire, opens: date, state: str = WaveState.RELEASED) -> Wave:
        """Store a wave with its roster, cells and invitations, three of four collected; the first person has a known link."""
        roster = Roster.objects.create(frozen_on=opens)
        copy(RosterEntry, ("roster", "person", "unit"), ((roster.pk, *place) for place in self._places()))
        wave = insights.wave(
            asked, 0, title=both(f"Pulse of {opens:%Y-%m}"), tree=self.tree, roster=roster, policy=DEFAULT.as_json(),
            opens_on=opens, closes_on=opens + timedelta(days=9), state=state,
        )  # fmt: skip
        sizes = np.bincount(self.home, minlength=len(self.leaves)).tolist()
        assert min(sizes) >= DEFAULT.cell_roster
        Cell.objects.bulk_create(
            [Cell(wave=wave, code=leaf, covers=[leaf], parent=self.tree[leaf] or "", roster_size=size)
             for leaf, size in zip(self.leaves.tolist(), sizes, strict=True)], batch_size=1000)  # fmt: skip
        cells = dict(Cell.objects.filter(wave=wave).values_list("code", "pk"))
        at = [cells[leaf] for leaf in self.leaves[self.home].tolist()]
        came = (self.rng.random(len(self.home)) < 0.75).tolist()
        day = opens + timedelta(days=2)
        copy(
            Invitation,
            ("id", "wave", "person", "cell", "token_hash", "collected_on", "blinded_hash"),
            (
                (uuid.uuid4(), wave.pk, person, at[n], sha256(f"{n or LINK}-{opens}".encode()).hexdigest(),
                 day if came[n] else None, "")
                for n, person in enumerate(self.person_ids)
            ),
        )  # fmt: skip
        return wave

    def _places(self) -> Iterator[tuple[int, int]]:
        """Yield person and unit of everybody, as keys."""
        return zip(self.person_ids, (self.unit_ids[at] for at in self.home.tolist()), strict=True)

    def move(self, share: float = 0.01) -> None:
        """Move a share of the people to other units; no unit falls below the size of a ballot cell."""
        sizes = np.bincount(self.home, minlength=len(self.leaves))
        for person in np.flatnonzero(self.rng.random(len(self.home)) < share):
            if sizes[self.home[person]] > DEFAULT.cell_roster:
                sizes[self.home[person]] -= 1
                self.home[person] = self.rng.integers(len(self.leaves))
                sizes[self.home[person]] += 1

    def answered(self, wave: Wave) -> None:
        """Take answers and comments of three of four people through the door, and store what comes out."""
        roster = pd.DataFrame(
            {"person": np.arange(len(self.home)).astype(str), "unit": self.leaves[self.home]}
        )
        came = np.flatnonzero(self.rng.random(len(self.home)) < 0.75)
        entering = gate.WaveInput(str(wave.pk), self.tree, roster, self._answers(came))
        plan = wave_plan(wave, DEFAULT)
        release = gate.release_wave(entering, earlier=self.published, plan=plan, key=gate_key())
        self.published.append(release.published)
        release = gate.unfavourable(entering, release, plan=plan, bad=unfavourable_to(wave), policy=DEFAULT)
        release = gate.relations(entering, release, plan=plan, constructs=constructs(wave), policy=DEFAULT)
        store("wave", str(wave.pk), release, wave.closes_on)
        # Topics as of a first wave: what earlier waves make vague there is no matter of pages.
        topics = gate.release_topics(
            gate.TopicInput(str(wave.pk), self.tree, roster, *self._comments(came)), key=gate_key()
        )
        store("topics", str(wave.pk), topics, wave.closes_on)

    def _answers(self, came: Any) -> pd.DataFrame:
        """Return answers to two questions a construct and the recommendation; three in a hundred are left out."""
        size, own = len(came), self.rng.normal(0, 0.7, len(came))
        columns = {}
        for place, construct in enumerate(CONSTRUCTS):
            mood = 3.6 + self.likes[self.home[came], place] + own + self.rng.normal(0, 0.5, size)
            for number in (1, 2):
                columns[f"{construct}-{number}"] = np.clip(
                    np.round(mood + self.rng.normal(0, 0.6, size)), 1, 5
                )
        columns["recommend"] = np.clip(np.round(7 + 1.5 * own + self.rng.normal(0, 1.5, size)), 0, 10)
        wide = pd.DataFrame(columns)
        long = pd.DataFrame(
            {
                "response": np.repeat(came.astype(str), wide.shape[1]),
                "unit": np.repeat(self.leaves[self.home[came]], wide.shape[1]),
                "item": np.tile(np.array(wide.columns, dtype=object), size),
                "value": wide.to_numpy().ravel(),
            }
        )
        return long[self.rng.random(len(long)) >= 0.03]

    def _comments(self, came: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
        wrote = came[self.rng.random(len(came)) < 0.6]
        comments = pd.DataFrame({"comment": wrote.astype(str), "unit": self.leaves[self.home[wrote]]})
        named = self.rng.random((len(wrote), len(TOPICS))) < np.linspace(0.35, 0.08, len(TOPICS))
        who, what = np.nonzero(named)
        mentions = comments.iloc[who].assign(
            topic=np.array(TOPICS)[what], polarity=np.clip(self.rng.normal(-0.2, 0.5, len(who)), -1, 1)
        )
        return mentions.reset_index(drop=True), comments

    def exits(self, asked: Questionnaire, opens: date) -> None:
        """Store an exit survey of about two in a hundred people, in pools of the smallest units that hold ten leavers."""
        left = np.flatnonzero(self.rng.random(len(self.home)) < 0.02)
        wave = insights.wave(
            asked, 0, title=both(f"Exit {opens:%Y-%m}"), tree=self.tree, policy=DEFAULT.as_json(), kind=WaveKind.EXIT,
            opens_on=opens, closes_on=opens + timedelta(days=90),
        )  # fmt: skip
        pools = [self.tree[self.tree[leaf] or ""] or "U0" for leaf in self.leaves[self.home[left]]]
        counts = pd.Series(pools).value_counts()
        pools = [pool if counts[pool] >= DEFAULT.cell_roster else "U0" for pool in pools]
        roster = pd.DataFrame({"person": left.astype(str), "unit": [f"{pool}/*" for pool in pools]})
        tree = {unit: self.tree[unit] for pool in set(pools) for unit in self._line(pool)}
        tree |= {f"{pool}/*": pool for pool in set(pools)}
        items = [f"exit_reasons={reason}" for reason in REASONS]
        odds = self.rng.random((len(left), len(items))) < np.linspace(0.5, 0.1, len(items))
        answers = pd.DataFrame(
            {
                "response": np.repeat(left.astype(str), len(items)),
                "unit": np.repeat(roster["unit"].to_numpy(), len(items)),
                "item": np.tile(np.array(items, dtype=object), len(left)),
                "value": odds.ravel().astype(float),
            }
        )
        answers = answers[answers["item"].isin(wave_plan(wave, DEFAULT).items)]
        release = gate.release_wave(gate.WaveInput(str(wave.pk), tree, roster, answers),
                                    plan=wave_plan(wave, DEFAULT), key=gate_key())  # fmt: skip
        store("wave", str(wave.pk), release, wave.closes_on)

    def _line(self, unit: str) -> Iterator[str]:
        node: str | None = unit
        while node is not None:
            yield node
            node = self.tree[node]

    def signals(self, blocks: int = BLOCKS) -> None:
        """Store released blocks of every unit, values as the reduction writes them."""
        proof = json.dumps(
            {
                "rule": "signals",
                "minimum_support": DEFAULT.signals_people,
                "digest": "0" * 64,
                "policy": VERSION,
            }
        )
        for number in range(blocks):
            start = BLOCK_ORIGIN + timedelta(days=28 * (number + 10))
            table = insights.table("block", start.isoformat(), released_on=start + timedelta(days=28))
            lows = self.rng.gamma(4, 2, (len(self.tree), len(METRICS))).round(1).tolist()
            copy(
                ReleasedCell,
                CELL,
                (
                    (table.pk, metric, unit, False, json.dumps([unit]), "", "[]", "20-29", None, None, None, None, low,
                     low + 2, "full", "", proof)
                    for unit, line in zip(self.tree, lows, strict=True)
                    for metric, low in zip(METRICS, line, strict=True)
                ),
            )  # fmt: skip

    def loop(self, today: date) -> None:
        """Store alerts, plans with steps, outlooks, and a ledger of people who opened pages."""
        units, hr = list(self.tree), people.account(Role.HR, email="second@example.org")
        themes = [theme.value for theme in Theme][:4]
        chosen = {
            "U1",
            str(self.leaves[0]),
            *self.rng.choice(units, min(250, len(units) // 2), replace=False).tolist(),
        }
        alerts = [
            insights.alert(
                unit,
                theme=theme,
                opened_on=today - timedelta(days=30),
                last_seen_on=today - timedelta(days=2),
                evidence=[insights.quoted(number=number, unit=unit) for number in (0, 1)],
            )
            for unit in sorted(chosen)
            for theme in themes[: 1 + len(unit) % 3]
        ]
        for number, alert in enumerate(alerts[::4]):
            measured = number % 3 != 0
            plan = Plan.objects.create(
                alert=alert, template="no_meeting_friday", unit=alert.unit, owner=hr, started_on=today - timedelta(days=20),
                review_on=today + timedelta(days=40), outcome="meeting_hours", direction="down", at_least=1.0,
                baseline=alert.evidence, verdict=Plan.Verdict.NOT_MOVED if measured else Plan.Verdict.PENDING,
                effect={"estimate": -0.4, "interval95": [-1.3, 0.5], "method": "matched", "why": "", "comparable": 8} if measured else {},
            )  # fmt: skip
            PlanStep.objects.bulk_create(
                PlanStep(plan=plan, position=n, text=both(f"Step {n}"), due_on=today + timedelta(days=7 * n))
                for n in (1, 2, 3)
            )
        Outlook.objects.bulk_create(
            [Outlook(unit=unit, block=today, made_at=today, probability=0.3, base=0.2, expected=1.2, low=0, high=3,
                     abstained=False, contributions={"meeting_hours": 0.2}) for unit in units], batch_size=1000)  # fmt: skip

    def ledger(self, today: date, views: int = VIEWS) -> None:
        """Store a chain of openings, one after the other, as `privacy.ledger.record` would write them."""
        last = LedgerEntry.objects.order_by("-number").first()
        number, previous = (last.number, last.digest) if last else (0, GENESIS)
        at = datetime(2025, 1, 6, 8, tzinfo=UTC)
        units = list(self.tree)
        entries = []
        for view in range(views):
            entry = LedgerEntry(
                number=number + view + 1, at=at + timedelta(minutes=25 * view), actor="hr Ann Example", action="view",
                subject=f"team {units[view % len(units)]}", units=[units[view % len(units)]],
                detail={"account": str(uuid.UUID(int=view % 300))}, previous=previous,
            )  # fmt: skip
            entry.digest = previous = entry.fitting_digest()
            entries.append(entry)
        LedgerEntry.objects.bulk_create(entries, batch_size=1000)


def build(*, people_count: int, units: int, waves: int, say: Any) -> None:
    """Fill an empty, migrated database; the newest wave is shared, and one more is open."""
    company = Company(people_count, units)
    company.directory()
    say("directory")
    asked, drawn = _pulse(), min(waves, DRAWN)
    found: list[Wave] = []
    for number in range(drawn):
        company.move()
        found.append(company.wave(asked, FIRST + timedelta(days=56 * number)))
        company.answered(found[-1])
        say(f"wave {number + 1} of {drawn}")
    collected(found)
    repeat(found, waves - drawn)
    beside(company, asked, found[-1], say)


def beside(company: Company, asked: Questionnaire, newest: Wave, say: Any) -> None:
    """Store what stands beside the pulses: exit surveys, a wave that is open, signals, the loop, the ledger."""
    leaving = create_questionnaire(
        definition(
            question("exit_reasons", "multiple", construct="exit_reasons",
                     options=[{"key": one, "text": both(one)} for one in REASONS]),
            key="leaving", purpose=WaveKind.EXIT,
        )
    )  # fmt: skip
    for quarter in range(4):
        company.exits(leaving, FIRST + timedelta(days=91 * quarter))
    today = date.today()  # noqa: DTZ011  # the day on which the pages are opened
    company.wave(asked, today - timedelta(days=3), WaveState.OPEN)
    company.signals()
    say("signals")
    company.loop(today)
    company.ledger(today)
    pulses = (
        Wave.objects.filter(kind=WaveKind.PULSE, state=WaveState.RELEASED).defer("tree").order_by("opens_on")
    )
    rooms(company.tree, asked, list(pulses), today)
    words = {"en": "Meetings eat the day.", "zh": "会议太多。"}
    share_wave(source=str(newest.pk), by="hr Ann Example", on=today, heard=words, doing=words)
    for wave in Wave.objects.filter(state=WaveState.RELEASED):
        keep_neighbours(wave)
        keep_neighbours(wave, WORDS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"{ReleasedCell.objects.count():,} released cells")


def _pulse() -> Questionnaire:
    scaled = [question(f"{name}-{n}", construct=name) for name in CONSTRUCTS for n in (1, 2)]
    return create_questionnaire(
        definition(*scaled, question("recommend", "scale10", construct="enps"), question("why", "text"))
    )


def migrate() -> None:
    """Make the tables."""
    call_command("migrate", verbosity=0)


__all__: Sequence[str] = ["LINK", "build", "migrate"]
