"""The verbs of the desk: a brief in, a draft out; and another wording of one part."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from engagement.desk.bank_drafts import another_item, bank_draft
from engagement.desk.bank_vectors import KeptEncoder
from engagement.desk.exceptions import (
    EmptyBriefError,
    LimitError,
    NeedsProviderError,
    NothingElseError,
    ProviderFailedError,
)
from engagement.desk.provider import SECONDS, asking, budget, is_provider_set
from nlp.drafting.draft import Draft, Part
from nlp.drafting.kinds import Kind, get_kind
from nlp.drafting.outlines import outline_draft, outlines
from nlp.drafting.prompts import WISHES
from nlp.encoders.protocol import Encoder
from nlp.encoders.registry import get_encoder
from nlp.exceptions import MissingPackageError, RemoteError, UnknownKeyError
from nlp.language import Lang
from nlp.providers.protocol import outcome

if TYPE_CHECKING:
    from nlp.drafting.asking import Asking

LONGEST_BRIEF = 8000
LONGEST_DETAIL = 400
SHORTEST_LIMIT = 50
FAILED = {
    "en": "The language model failed, so no model was used: this draft is from our own material.",
    "zh": "语言模型未能完成，因此未使用模型：本稿来自我们自己的素材。",
}
SPENT = {
    "en": "Today's budget of model requests is spent, so no model was used.",
    "zh": "今天的模型请求额度已用完，因此未使用模型。",
}
_COLON = {"en": ": ", "zh": "："}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: a kind, what it is about, in which language, the fields of its form, how long at most.

    `turn` counts how often an outline was asked for again: every time the next best one comes.
    """

    kind: str
    brief: str
    lang: Lang
    details: Mapping[str, str] = field(default_factory=dict)
    max_chars: int | None = None
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, and the brief as it was used: before a model sees it, without names and numbers of people."""

    draft: Draft
    brief: str
    redacted: int


@cache
def encoder() -> Encoder:
    """Return the encoder that ships with the site, with the vectors that it keeps."""
    return KeptEncoder(get_encoder("embedded"))


def redacted(text: str) -> tuple[str, int]:
    """Return a text as a model may see it, and how many details of people were taken out."""
    from nlp.redaction.redact import redact  # noqa: PLC0415  # word lists that a draft of the bank does not need

    clean = redact(text)
    return clean.text, sum(clean.counts.values())


def as_brief(wanted: Wanted) -> str:
    """Return the brief with the fields of the form below it, a line each."""
    kind, lang = get_kind(wanted.kind), wanted.lang
    given = ((one.labels[lang], wanted.details.get(one.key, "").strip()) for one in kind.details)
    return "\n".join(
        [wanted.brief.strip(), *(f"{label}{_COLON[lang]}{text}" for label, text in given if text)]
    )


def limited(kind: Kind, max_chars: int | None) -> Kind:
    """Return the kind with a limit of one's own; `LimitError` where it is shorter or longer than the kind can be."""
    if max_chars is None:
        return kind
    if not SHORTEST_LIMIT <= max_chars <= kind.max_chars:
        raise LimitError(SHORTEST_LIMIT, kind.max_chars)
    return replace(kind, max_chars=max_chars)


def make_draft(key: str, brief: str, lang: Lang, actor: str, *, seconds: float = SECONDS) -> Made:
    """Return a draft of a kind; see `draft_steps`."""
    return outcome(draft_steps(Wanted(key, brief, lang), actor, seconds=seconds))


def draft_steps(
    wanted: Wanted, actor: str, *, live: bool = False, seconds: float = SECONDS
) -> Generator[str, None, Made]:
    """Yield what a model has written so far, where one is asked and somebody reads along; return the draft.

    Where a model is set up it is asked, for so many seconds in all; if it fails, or the day's budget is spent, the bank
    or an outline serves and a note says so. Raises `EmptyBriefError`, `LimitError`, `NeedsProviderError`, `ProviderFailedError`, or
    `UnknownKeyError`.
    """
    kind = limited(get_kind(wanted.kind), wanted.max_chars)
    brief = as_brief(wanted)
    if not wanted.brief.strip() or len(brief) > LONGEST_BRIEF:
        raise EmptyBriefError(LONGEST_BRIEF)
    if not is_provider_set():
        if kind.needs_provider:
            raise NeedsProviderError(kind.names[wanted.lang])
        return Made(_without_model(kind, wanted), brief, 0)
    clean, count = redacted(brief)
    draft = yield from _with_model(
        kind, wanted, clean, asking(kind, wanted.lang, actor, live=live, seconds=seconds)
    )
    return Made(draft, clean, count)


def _with_model(kind: Kind, wanted: Wanted, clean: str, whom: "Asking") -> Generator[str, None, Draft]:
    if budget().is_spent:
        return _instead(kind, wanted, SPENT[wanted.lang])
    from nlp.drafting.asking import model_draft  # noqa: PLC0415  # see `engagement.desk.provider.asking`

    try:
        return (yield from model_draft(whom, kind, clean))
    except (RemoteError, MissingPackageError):
        return _instead(kind, wanted, FAILED[wanted.lang])


def _without_model(kind: Kind, wanted: Wanted) -> Draft:
    if kind.path == "bank":
        return bank_draft(kind, wanted.brief, wanted.lang, encoder())
    return outline_draft(kind, wanted.brief, wanted.lang, encoder(), wanted.details, wanted.turn)


def _instead(kind: Kind, wanted: Wanted, note: str) -> Draft:
    """Return what needs no model, with a note; refuse where there is nothing of the kind."""
    if kind.needs_provider:
        raise ProviderFailedError(kind.names[wanted.lang], note)
    draft = _without_model(kind, wanted)
    return replace(draft, notes=(note, *draft.notes))


def turns(key: str) -> int:
    """Return how many outlines a kind has."""
    return len(outlines(key))


def another_part(wanted: Wanted, parts: list[str], place: int, wish: str, actor: str) -> Part:
    """Return another wording of one part of a draft that has these parts; what a model sees of it is redacted.

    Without a model a question of the bank gives way to the next nearest; anything else needs one. Raises
    `NeedsProviderError`, `NothingElseError`, `ProviderFailedError`, or `UnknownKeyError` for a wish that there is not.
    """
    kind = limited(get_kind(wanted.kind), wanted.max_chars)
    if wish not in WISHES:
        raise UnknownKeyError(registry="wish", key=wish, known=tuple(WISHES))
    if is_provider_set() and not budget().is_spent:
        return _part_of_model(kind, wanted, parts, place, wish, actor)
    if kind.path != "bank" or wish != "again":
        raise NeedsProviderError(kind.names[wanted.lang])
    question = another_item(kind, wanted.brief, wanted.lang, encoder(), parts)
    if question is None:
        raise NothingElseError
    return Part(question.text, question)


def _part_of_model(kind: Kind, wanted: Wanted, parts: list[str], place: int, wish: str, actor: str) -> Part:
    from nlp.drafting.asking import model_part  # noqa: PLC0415  # see `engagement.desk.provider.asking`

    others = sum(len(part) for number, part in enumerate(parts) if number != place)
    room = replace(kind, max_chars=max(kind.max_chars - others - 2 * (len(parts) - 1), 0))
    if room.max_chars < 1:
        raise LimitError(SHORTEST_LIMIT, kind.max_chars)
    brief, part = redacted(as_brief(wanted))[0], redacted(parts[place])[0]
    try:
        return outcome(model_part(asking(kind, wanted.lang, actor), room, brief, part, wish))
    except (RemoteError, MissingPackageError) as error:
        raise ProviderFailedError(kind.names[wanted.lang], FAILED[wanted.lang]) from error
