"""The language model that the site may ask: which one, how patiently, how often a day, and what is written down."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from nlp.drafting.kinds import Kind
from nlp.drafting.prompts import VERSION
from privacy.ledger import record
from privacy.models import LedgerEntry

if TYPE_CHECKING:
    from nlp.drafting.asking import Asked, Asking
    from nlp.language import Lang
    from nlp.providers.http import Patience
    from nlp.providers.protocol import Provider

# Bounds of one draft: requests, seconds in all, seconds for one reply.
REQUESTS, SECONDS, SECONDS_EACH = 4, 120.0, 60.0
ACTION = "draft_request"


@dataclass(frozen=True, slots=True)
class Budget:
    """Requests to the model today, and how many there may be."""

    spent: int
    of: int

    @property
    def is_spent(self) -> bool:
        """Say whether nothing may be asked any more today."""
        return self.spent >= self.of


def is_provider_set() -> bool:
    """Say whether a model may be asked."""
    return bool(settings.LLM_BASE_URL and settings.LLM_MODEL)


def spent_today() -> int:
    """Return how many requests went to a model today, by the ledger."""
    today = LedgerEntry.objects.filter(action=ACTION, at__date=timezone.localdate())
    return sum(int(detail.get("requests", 1)) for detail in today.values_list("detail", flat=True))


def budget() -> Budget:
    """Return what is left for today."""
    return Budget(spent_today(), settings.LLM_DAILY_REQUESTS)


def _noting(key: str, actor: str, sent: list[int]) -> "Callable[[Asked], None]":
    """Return what writes an ask into the ledger: its size, time, prompt version and outcome, never its text."""
    told = 0

    def note(asked: "Asked") -> None:
        nonlocal told
        requests, told = len(sent) - told, len(sent)
        detail = {
            "size": asked.size, "model": settings.LLM_MODEL, "seconds": round(asked.seconds, 2),
            "prompt_version": VERSION, "outcome": asked.outcome, "requests": max(requests, 1),
        }  # fmt: skip
        record(actor=actor, action=ACTION, subject=f"draft {key}", detail=detail)

    return note


def site_provider(patience: "Patience") -> "Provider":
    """Return the model that the settings name, for one piece of work with this much patience."""
    # Here and not above: what talks to a model takes seconds to load, and a draft of the bank needs none of it.
    from nlp.providers.http import Endpoint  # noqa: PLC0415
    from nlp.providers.registry import get_provider  # noqa: PLC0415

    key = "transformers" if settings.LLM_BASE_URL == "transformers" else "openai_compatible"
    endpoint = Endpoint(
        settings.LLM_BASE_URL,
        settings.LLM_MODEL,
        settings.LLM_API_KEY,
        timeout=SECONDS_EACH,
        patience=patience,
    )
    return get_provider(key, endpoint)


def asking(kind: Kind, lang: "Lang", actor: str, *, live: bool = False, seconds: float = SECONDS) -> "Asking":
    """Return whom to ask for one draft, for so many seconds in all; `live` where somebody reads along."""
    from nlp.drafting.asking import Asking  # noqa: PLC0415  # as in `site_provider`
    from nlp.providers.http import Patience  # noqa: PLC0415

    patience = Patience(REQUESTS, time.monotonic() + seconds)
    return Asking(site_provider(patience), lang, _noting(kind.key, actor, patience.sent), live)
