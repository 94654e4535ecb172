"""From a goal in one sentence to a launched wave in Chromium, with SmolLM2 behind a real server and without a model.

The walk is the one of the tests (`tests.e2e.test_studio.walk`); here the site is the production web server in a process
of its own, and the model takes as long as it takes.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nlp.language import LANGS, Lang

ROOT = Path(__file__).resolve().parents[2]
LOCALES: dict[Lang, str] = {"en": "en", "zh": "zh-hans"}
# The bench signs in for its browser, so that both processes need one key.
SECRET = "only-for-the-bench-of-the-desk-0123456789-abcdefghijk"
# A draft may take two minutes of a model by its own bound (`engagement.desk.provider.SECONDS`).
PATIENCE_MS, STARTS_WITHIN = 150_000, 60.0
PEOPLE = {"A": 12, "B": 12}


class Walked(NamedTuple):
    """One walk: in all, until the draft stood on the page, and what was launched."""

    seconds: float
    drafted: float
    clicks: int
    questions: int
    from_bank: int
    invited: int
    notes: list[str]
    requests: str


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


@contextmanager
def served(base_url: str, model: str) -> Iterator[str]:
    """Serve the site of this process' database with this model; return its address."""
    port = _free_port()
    env = os.environ | {
        "LLM_BASE_URL": base_url, "LLM_MODEL": model,
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",
    }  # fmt: skip
    line = [sys.executable, "-m", "gunicorn", "engagement.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
            "--timeout", "200", "--log-level", "error", "--access-logfile", "/dev/null"]  # fmt: skip
    url, until = f"http://127.0.0.1:{port}", time.monotonic() + STARTS_WITHIN
    with subprocess.Popen(line, cwd=ROOT, env=env) as server:
        try:
            while not _answers(url):
                if server.poll() is not None or time.monotonic() > until:
                    message = "the web server did not start"
                    raise SystemExit(message)
                time.sleep(0.2)
            yield url
        finally:
            server.terminate()


def company() -> str:
    """Make a company and somebody of HR; return the key of a signed-in session."""
    from django.conf import settings  # noqa: PLC0415  # after the set-up
    from django.test import Client  # noqa: PLC0415  # after the set-up

    from people.enums import Role  # noqa: PLC0415  # after the set-up
    from tests.factories import people, surveys  # noqa: PLC0415  # after the set-up

    surveys.company(PEOPLE)
    client = Client()
    client.force_login(people.account(Role.HR))
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def _outcomes(since: int) -> str:
    from privacy.models import LedgerEntry  # noqa: PLC0415  # after the set-up

    asked = LedgerEntry.objects.filter(action="draft_request", pk__gt=since).values_list("detail", flat=True)
    return (
        ", ".join(f"{one['outcome']} ({one['requests']}, {one['seconds']:.0f} s)" for one in asked) or "none"
    )


def walked(url: str, session: str, lang: Lang) -> Walked:
    """Walk from the goal to the launched wave in one language."""
    from django.conf import settings  # noqa: PLC0415  # after the set-up
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415  # only where a browser is wanted

    from privacy.models import LedgerEntry  # noqa: PLC0415  # after the set-up
    from surveys.models import Invitation, Wave  # noqa: PLC0415  # after the set-up
    from tests.e2e.conftest import ARGUMENTS  # noqa: PLC0415  # after the set-up
    from tests.e2e.test_studio import walk  # noqa: PLC0415  # after the set-up

    expect.set_options(timeout=PATIENCE_MS)
    last = max(LedgerEntry.objects.values_list("pk", flat=True), default=0)
    drafted: list[float] = []
    notes: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        context = browser.new_context(base_url=url, locale=LOCALES[lang])
        context.add_cookies([
            {"name": "django_language", "value": LOCALES[lang], "url": url},
            {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url},
        ])  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)

        def seen() -> None:
            drafted.append(time.monotonic() - begun)
            notes.extend(page.locator("#messages .note p").all_inner_texts())

        begun = time.monotonic()
        clicks = walk(page, LOCALES[lang], seen)
        seconds = time.monotonic() - begun
        browser.close()
    wave = Wave.objects.latest("pk")
    origin = Counter(bool(one.bank_item) for one in wave.questionnaire.questions.all())
    invited = Invitation.objects.filter(wave=wave).count()
    return Walked(seconds, drafted[0], clicks, origin.total(), origin[True], invited, notes, _outcomes(last))


def run(say: Callable[[str], None], base_url: str, model: str) -> bool:
    """Walk in both languages, once with this model ("" for none); say whether each walk kept two minutes."""
    session, kept = company(), True
    with served(base_url, model) as url:
        for lang in LANGS:
            was = walked(url, session, lang)
            kept &= was.seconds <= 120
            say(
                f"{model or 'no model':14}{lang}  {was.seconds:6.1f} s to the launched wave ({was.drafted:.1f} s to the draft), "
                f"{was.clicks} clicks; {was.questions} questions, {was.from_bank} of the bank; {was.invited} invited; "
                f"model asked: {was.requests}"
            )
            for note in was.notes:
                say(f"{'':18}page says: {' '.join(note.split())}")
    return kept
