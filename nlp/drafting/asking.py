"""Asking a model: once, and once more with what was wrong."""

# ruff: noqa: EM101  # the reasons are for the model, and read best where they are given

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

from nlp.drafting.checking import UnusableReplyError, as_draft, as_part
from nlp.drafting.draft import Draft, Part
from nlp.drafting.kinds import Kind
from nlp.drafting.prompts import ask, ask_part
from nlp.exceptions import RemoteError, ReplyFormError
from nlp.language import Lang
from nlp.providers.protocol import Provider, Request

Usable = TypeVar("Usable")
ASKS = 2
_NO_JSON = {"en": "it is not the JSON asked for", "zh": "不是所要求的JSON"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is written down of a request: its size in characters, how long it took in seconds, how it ended."""

    size: int
    seconds: float
    outcome: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask, in which language, who is told about every ask whatever came of it, and whether pieces are wanted."""

    provider: Provider
    lang: Lang
    note: Callable[[Asked], None]
    live: bool = False


def _replies(
    asking: Asking, make: Callable[[str], Request], read: Callable[[object, str], Usable]
) -> Generator[str, None, Usable]:
    """Yield what was written so far; return what could be read from the reply, or raise `RemoteError`."""
    why = ""
    for _ask in range(ASKS):
        request, begun, outcome = make(why), time.monotonic(), "failed"
        try:
            if asking.live:
                reply = yield from asking.provider.stream(request)
            else:
                reply = asking.provider.complete(request)
            found = read(reply.data, reply.model)
        except ReplyFormError:
            why, outcome = _NO_JSON[asking.lang], "form"
        except UnusableReplyError as error:
            why, outcome = str(error), "unusable"
        except GeneratorExit:  # whoever read along has closed the page
            outcome = "left"
            raise
        else:
            outcome = "used"
            return found
        finally:
            asking.note(Asked(len(request.system) + len(request.prompt), time.monotonic() - begun, outcome))
    raise RemoteError("model", f"no usable reply in {ASKS} asks: {why}", retryable=False)


def model_draft(asking: Asking, kind: Kind, brief: str) -> Generator[str, None, Draft]:
    """Return the draft of a model; raise `RemoteError` if it fails or cannot be brought to a usable reply.

    `brief` is redacted by the caller.
    """
    lang = asking.lang
    return _replies(
        asking,
        lambda why: ask(kind, brief, lang, why),
        lambda data, model: as_draft(kind, data, brief, lang, model),
    )


def model_part(asking: Asking, kind: Kind, brief: str, part: str, wish: str) -> Generator[str, None, Part]:
    """Return another wording of one part; brief and part are redacted by the caller."""
    lang = asking.lang
    return _replies(
        asking,
        lambda why: ask_part(kind, brief, part, wish, lang, why),
        lambda data, _model: as_part(kind, data, brief, lang),
    )
