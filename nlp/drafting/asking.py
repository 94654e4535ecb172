"""Asking a model for a draft: once, and once more with what was wrong."""

# ruff: noqa: EM101  # the reasons are for the model, and read best where they are given

import time
from collections.abc import Callable
from dataclasses import dataclass

from nlp.drafting.checking import UnusableReplyError, as_draft
from nlp.drafting.draft import Draft
from nlp.drafting.kinds import Kind
from nlp.drafting.prompts import ask
from nlp.exceptions import RemoteError, ReplyFormError
from nlp.language import Lang
from nlp.providers.protocol import Provider, Request

ASKS = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What is written down of a request: its size in characters, how long it took in seconds, how it ended."""

    size: int
    seconds: float
    outcome: str


def _size(request: Request) -> int:
    return len(request.system) + len(request.prompt)


def model_draft(
    provider: Provider, kind: Kind, brief: str, lang: Lang, note: Callable[[Asked], None]
) -> Draft:
    """Return the draft of a model; raise `RemoteError` if it fails or cannot be brought to a usable reply.

    `brief` is redacted by the caller. `note` is told about every ask, whatever came of it.
    """
    why = ""
    for _ask in range(ASKS):
        request, begun = ask(kind, brief, lang, why), time.monotonic()
        try:
            reply = provider.complete(request)
            draft = as_draft(kind, reply.data, brief, lang, reply.model)
        except ReplyFormError:
            why = {"en": "it is not the JSON asked for", "zh": "不是所要求的JSON"}[lang]
            note(Asked(_size(request), time.monotonic() - begun, "form"))
        except UnusableReplyError as error:
            why = str(error)
            note(Asked(_size(request), time.monotonic() - begun, "unusable"))
        except RemoteError:
            note(Asked(_size(request), time.monotonic() - begun, "failed"))
            raise
        else:
            note(Asked(_size(request), time.monotonic() - begun, "used"))
            return draft
    raise RemoteError("model", f"no usable reply in {ASKS} asks: {why}", retryable=False)
