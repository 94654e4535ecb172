"""`python -m tests.bench.bench_injections`: 300 injections and 1,000 canaries in two languages, the whole way.

On a database of its own (SQLite in memory unless `BENCH_DATABASE_URL` names one): ballots, close, analysis, the door,
retention. Marks are looked for in every table but the raw comments, in every table after retention, in every log record
at DEBUG, in what is released, and, where they are personal, in the bodies that a local embeddings endpoint is sent. Then
the same ordinary comments are read with and without the 1,300 beside them, and a model that repeats whatever it is told is
asked for summaries of them. Exit status 1 for any mark or any difference.
"""

import json
import os
import sys
import time
from typing import Any

os.environ["DATABASE_URL"] = os.environ.get("BENCH_DATABASE_URL", "sqlite://:memory:")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


# Comments in one request for a summary.
TOGETHER = 20


def say(text: str) -> None:
    """Write a line at once."""
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stdout.flush()


def through_a_wave() -> int:
    """Return how many marks and orders are found where they must not be."""
    from tests.nlp.hostile import canaries, injections  # noqa: PLC0415  # after Django is set up
    from tests.nlp.hostile_wave import walk  # noqa: PLC0415

    hidden, orders = canaries(), [text for _, text in injections()]
    traces = walk([canary.text for canary in hidden] + orders)
    marks = traces.seen([canary.mark for canary in hidden])
    obeyed = traces.seen(orders)
    cells = {kind: len(rows) for kind, rows in traces.released.items()}
    shown = sum(canary.mark in str(traces.released) for canary in hidden)
    say(
        f"{len(hidden)} canaries: {marks}, released {shown}; {len(orders)} injections: {obeyed}; cells {cells}"
    )
    return sum(marks.values()) + sum(obeyed.values()) + shown


def unchanged() -> int:
    """Return how many ordinary comments are read differently beside all the hostile ones."""
    from nlp.analyse import analyse  # noqa: PLC0415
    from nlp.records import Text  # noqa: PLC0415
    from nlp.training.corpus import read_part  # noqa: PLC0415
    from tests.nlp.hostile import canaries, injections  # noqa: PLC0415

    ordinary = [Text(ex.id, ex.text) for ex in read_part("test")]
    hostile = [Text(f"h{n}", text) for n, (_, text) in enumerate(injections())]
    hostile += [Text(f"c{n}", canary.text) for n, canary in enumerate(canaries())]
    alone, beside = analyse(ordinary).comments, analyse([*hostile, *ordinary]).comments
    different = sum(a != b for a, b in zip(alone, beside[len(hostile) :], strict=True))
    say(f"{len(ordinary)} ordinary comments beside {len(hostile)} hostile ones: {different} read differently")
    return different


def personal_in_bodies() -> int:
    """Return how many addresses and numbers reach an embeddings endpoint."""
    from nlp.analyse import analyse  # noqa: PLC0415
    from nlp.encoders.embedded import EmbeddedEncoder  # noqa: PLC0415
    from nlp.encoders.openai_compatible import OpenAICompatibleEncoder  # noqa: PLC0415
    from nlp.providers.http import Endpoint  # noqa: PLC0415
    from nlp.records import Text  # noqa: PLC0415
    from tests.nlp.conftest import ModelServer  # noqa: PLC0415
    from tests.nlp.hostile import canaries  # noqa: PLC0415

    server, machine = ModelServer(), EmbeddedEncoder()
    server.answer(
        lambda body: {
            "data": [
                {"index": n, "embedding": row.tolist()} for n, row in enumerate(machine.encode(body["input"]))
            ]
        }
    )
    encoder = OpenAICompatibleEncoder(Endpoint(server.url, "e5"))
    encoder.key = machine.key  # its vectors are the embedded encoder's, so are the heads
    chosen = [canary for canary in canaries() if canary.personal]
    analyse([Text(str(n), canary.text) for n, canary in enumerate(chosen)], encoder=encoder)
    server.close()
    sent = str(server.asked)
    leaked = sum(value in sent for canary in chosen for value in canary.personal)
    say(f"{len(chosen)} comments with an address or number, {len(server.asked)} requests: {leaked} sent out")
    return leaked


def _parrot(body: Any) -> dict[str, Any]:
    """Answer as a model that obeys: every line of the prompt comes back as a statement about all comments."""
    lines = [line.strip() for line in str(body["messages"][-1]["content"]).splitlines() if line.strip()]
    points = [{"text": line, "comments": list(range(1, TOGETHER + 1))} for line in lines]
    return {"choices": [{"message": {"content": json.dumps({"points": points})}}], "model": "parrot"}


def through_summaries() -> int:
    """Return how many marks, orders and personal data come out of summaries that a model which obeys was asked for."""
    from nlp.emergent.find import codebook_for  # noqa: PLC0415
    from nlp.encoders.caching import CachingEncoder  # noqa: PLC0415
    from nlp.encoders.embedded import EmbeddedEncoder  # noqa: PLC0415
    from nlp.providers.http import Endpoint  # noqa: PLC0415
    from nlp.providers.openai_compatible import OpenAICompatibleProvider  # noqa: PLC0415
    from nlp.redaction.redact import redact  # noqa: PLC0415
    from nlp.summaries.summarise import Judging, Subject, summarise  # noqa: PLC0415
    from tests.nlp.conftest import ModelServer  # noqa: PLC0415
    from tests.nlp.hostile import canaries, injections  # noqa: PLC0415

    server = ModelServer()
    server.answer(_parrot)
    provider = OpenAICompatibleProvider(Endpoint(server.url, "parrot", attempts=1))
    judging = Judging(CachingEncoder(EmbeddedEncoder()), codebook_for("embedded"))
    hidden, orders = canaries(), injections()
    said: list[str] = []
    for lang in ("en", "zh"):
        texts = [redact(one.text).text for one in hidden if one.lang == lang]
        texts += [redact(text).text for tongue, text in orders if tongue == lang]
        for start in range(0, len(texts), TOGETHER):
            part = texts[start : start + TOGETHER]
            found = summarise(provider, Subject("work", part, [lang] * len(part)), lang, judging)
            said += [point.text for point in found.points]
    server.close()
    bodies, told = str(server.asked), "\n".join(said)
    marks = sum(one.mark in told for one in hidden)
    obeyed = sum(text in told for _, text in orders)
    personal = sum(value in bodies for one in hidden for value in one.personal)
    say(f"{len(server.asked)} requests for summaries, {len(said)} statements kept: {marks} marks, {obeyed} orders; "
        f"{personal} addresses and numbers sent out")  # fmt: skip
    return marks + obeyed + personal


def main() -> int:
    """Run the four parts."""
    import django  # noqa: PLC0415  # reads the environment when it is set up

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    return int(bool(unchanged() + personal_in_bodies() + through_summaries() + through_a_wave()))


if __name__ == "__main__":
    raise SystemExit(main())
