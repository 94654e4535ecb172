"""The verb of the desk: a brief in, a draft out, and every request to a model in the ledger by size, never by text."""

import time
from dataclasses import dataclass, replace
from functools import cache

from django.conf import settings
from django.utils import timezone

from engagement.desk.bank_drafts import bank_draft
from engagement.desk.exceptions import EmptyBriefError, NeedsProviderError, ProviderFailedError
from nlp.drafting.asking import Asked, model_draft
from nlp.drafting.draft import Draft
from nlp.drafting.kinds import Kind, get_kind
from nlp.drafting.outlines import outline_draft
from nlp.drafting.prompts import VERSION
from nlp.encoders.protocol import Encoder
from nlp.encoders.registry import get_encoder
from nlp.exceptions import MissingPackageError, RemoteError
from nlp.language import Lang
from nlp.providers.http import Endpoint, Patience
from nlp.providers.protocol import Provider
from nlp.providers.registry import get_provider
from nlp.redaction.redact import redact
from privacy.ledger import record
from privacy.models import LedgerEntry

LONGEST_BRIEF = 8000
REQUESTS, SECONDS, SECONDS_EACH = 4, 120.0, 60.0
ACTION = "draft_request"
FAILED = {
    "en": "The language model failed, so no model was used: this draft is from our own material.",
    "zh": "语言模型未能完成，因此未使用模型：本稿来自我们自己的素材。",
}
SPENT = {
    "en": "Today's budget of model requests is spent, so no model was used.",
    "zh": "今天的模型请求额度已用完，因此未使用模型。",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, and the brief as it was used: without names and numbers of people."""

    draft: Draft
    brief: str
    redacted: int


@cache
def encoder() -> Encoder:
    """Return the encoder that ships with the site."""
    return get_encoder("embedded")


def is_provider_set() -> bool:
    """Say whether a model may be asked."""
    return bool(settings.LLM_BASE_URL and settings.LLM_MODEL)


def _provider(patience: Patience) -> Provider:
    key = "transformers" if settings.LLM_BASE_URL == "transformers" else "openai_compatible"
    endpoint = Endpoint(
        settings.LLM_BASE_URL,
        settings.LLM_MODEL,
        settings.LLM_API_KEY,
        timeout=SECONDS_EACH,
        patience=patience,
    )
    return get_provider(key, endpoint)


def spent_today() -> int:
    """Return how many requests went to a model today, by the ledger."""
    today = LedgerEntry.objects.filter(action=ACTION, at__date=timezone.localdate())
    return sum(int(entry.detail.get("requests", 1)) for entry in today)


def _without_model(kind: Kind, brief: str, lang: Lang) -> Draft:
    make = bank_draft if kind.path == "bank" else outline_draft
    return make(kind, brief, lang, encoder())


def _with_model(kind: Kind, brief: str, lang: Lang, actor: str) -> Draft:
    patience = Patience(REQUESTS, time.monotonic() + SECONDS)
    told = 0

    def note(asked: Asked) -> None:
        nonlocal told
        sent, told = len(patience.sent) - told, len(patience.sent)
        detail = {
            "size": asked.size, "model": settings.LLM_MODEL, "seconds": round(asked.seconds, 2),
            "prompt_version": VERSION, "outcome": asked.outcome, "requests": max(sent, 1),
        }  # fmt: skip
        record(actor=actor, action=ACTION, subject=f"draft {kind.key}", detail=detail)

    return model_draft(_provider(patience), kind, brief, lang, note)


def make_draft(key: str, brief: str, lang: Lang, actor: str) -> Made:
    """Return a draft of a kind.

    Where a model is set up it is asked; if it fails, or the day's budget is spent, the bank or an outline serves and a
    note says so. Raises `EmptyBriefError`, `NeedsProviderError`, `ProviderFailedError`, or `UnknownKeyError`.
    """
    kind = get_kind(key)
    if not brief.strip() or len(brief) > LONGEST_BRIEF:
        raise EmptyBriefError(LONGEST_BRIEF)
    clean = redact(brief)
    draft = _draft(kind, clean.text, lang, actor)
    return Made(draft, clean.text, sum(clean.counts.values()))


def _draft(kind: Kind, brief: str, lang: Lang, actor: str) -> Draft:
    if not is_provider_set():
        if kind.needs_provider:
            raise NeedsProviderError(kind.names[lang])
        return _without_model(kind, brief, lang)
    if spent_today() >= settings.LLM_DAILY_REQUESTS:
        return _instead(kind, brief, lang, SPENT[lang])
    try:
        return _with_model(kind, brief, lang, actor)
    except (RemoteError, MissingPackageError):
        return _instead(kind, brief, lang, FAILED[lang])


def _instead(kind: Kind, brief: str, lang: Lang, note: str) -> Draft:
    """Return what needs no model, with a note; refuse where there is nothing of the kind."""
    if kind.needs_provider:
        raise ProviderFailedError(kind.names[lang], note)
    draft = _without_model(kind, brief, lang)
    return replace(draft, notes=(note, *draft.notes))
