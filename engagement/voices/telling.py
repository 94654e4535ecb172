"""After a wave is released: a model, where one is set up, names what comments brought up and sums them up.

It shares the day's budget of requests with the desk, and every request is in the ledger by size, never by text. A model
that fails is asked no more in this run: the words of code stand there already.
"""

import time
from collections.abc import Collection, Generator

from django.conf import settings

from engagement.desk.provider import ACTION, budget, is_provider_set, site_provider
from nlp.exceptions import RemoteError, ReplyFormError
from nlp.providers.http import Patience
from nlp.providers.protocol import Provider, Reply, Request, outcome
from nlp.summaries.asked import VERSION
from privacy.ledger import record
from privacy.policy import Policy
from surveys.models import Wave
from surveys.summaries import MOST, name_emergent, summarise_comments

# Both languages of every topic, and once the names.
REQUESTS = 2 * MOST + 1
SECONDS = 600.0
# How often one request is sent before its failure counts.
TRIES = 3


class UntilItFails:
    """Asks a provider request by request, each at most `TRIES` times, until one fails; after that nobody is there.

    A reply in another form than asked for is an answer: the next request is sent.
    """

    def __init__(self, inner: Provider, patience: Patience) -> None:
        self._inner, self._patience, self._left = inner, patience, patience.requests
        self.key, self.available = inner.key, inner.available

    def complete(self, request: Request) -> Reply:
        """Return the reply or raise `RemoteError`."""
        return outcome(self.stream(request))

    def stream(self, request: Request) -> Generator[str, None, Reply]:
        """Return what `complete` returns; yields nothing, nobody reads along."""
        yield from ()
        self._patience.requests = min(TRIES, self._left - len(self._patience.sent))
        try:
            return self._inner.complete(request)
        except ReplyFormError:
            raise
        except RemoteError:
            self.available = False
            raise


def tell_in_words(wave: Wave, *, names: Collection[str]) -> None:
    """Name a wave's emergent topics and, where comments may be read word for word, sum up its released ones.

    Without a model, or a budget, code writes alone.
    """
    if not is_provider_set() or budget().is_spent:
        return
    wave.refresh_from_db()
    left = budget()
    patience = Patience(min(REQUESTS, left.of - left.spent), time.monotonic() + SECONDS)
    provider = UntilItFails(site_provider(patience), patience)
    subject = f"summary of wave {wave.pk}"

    def note(size: int, outcome: str) -> None:
        detail = {
            "size": size,
            "model": settings.LLM_MODEL,
            "prompt_version": VERSION,
            "outcome": outcome,
            "requests": 1,
        }
        record(actor="system", action=ACTION, subject=subject, detail=detail)

    if name_emergent(wave=wave, provider=provider):
        note(0, "used")
    # A redacted comment is not a released value: it goes to a model only where the wave's frozen policy lets comments be read.
    if Policy.from_json(wave.policy).verbatim:
        summarise_comments(wave=wave, provider=provider, names=names, note=note)
