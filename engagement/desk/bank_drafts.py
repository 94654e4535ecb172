"""Surveys from the bank: the items nearest in meaning to a brief, with several constructs among them."""

from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from engagement.desk.bank_vectors import nearest
from nlp.drafting.draft import Draft, DraftQuestion, flagged
from nlp.drafting.kinds import Kind
from nlp.drafting.scales import scale_labels
from nlp.encoders.protocol import Encoder
from nlp.language import Lang
from surveys.bank.loader import bank, load_set
from surveys.bank.validated import validated_wordings

# Of one construct, before all others are looked through: more would make a survey about one subject.
PER_CONSTRUCT = 3
NOTE = {
    "en": "No model was used: these are items of the bank, chosen by meaning.",
    "zh": "未使用模型：以下题目按语义从题库中选出。",
}
_SCORED = frozenset({"agreement5", "frequency", "scale10"})


def _is_exit(key: str, item: Mapping[str, Any]) -> bool:
    return "exit" in key or "leav" in str(item.get("construct", ""))


@cache
def _exit_order() -> dict[str, int]:
    """Return item -> place in the ready set for leavers, without those that follow from an answer of some only."""
    asked = [one for one in load_set("exit")["questions"] if "show_if" not in one]
    return {one["bank_item"]: place for place, one in enumerate(asked)}


@cache
def candidates(kind: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return the items that a kind of survey may hold: exit interviews ask leavers, all others ask those who stay."""
    if kind == "exit_interview":
        return tuple((key, bank()[key]) for key in _exit_order())
    staying = ((key, item) for key, item in bank().items() if not _is_exit(key, item))
    return tuple((key, item) for key, item in staying if item["type"] in _SCORED)


def ranked(kind: str, brief: str, lang: Lang, encoder: Encoder) -> list[int]:
    """Return the places of the candidates, the nearest to the brief first."""
    return nearest([item["text"][lang] for _key, item in candidates(kind)], brief, encoder)


def chosen(kind: Kind, brief: str, lang: Lang, encoder: Encoder) -> list[tuple[str, Mapping[str, Any]]]:
    """Return as many items as the kind has, the nearest to the brief; constructs are capped as long as others remain."""
    items, order = candidates(kind.key), ranked(kind.key, brief, lang, encoder)
    counts: Counter[str] = Counter()
    first: list[int] = []
    for place in order:
        construct = str(items[place][1].get("construct", ""))
        if counts[construct] < PER_CONSTRUCT:
            counts[construct] += 1
            first.append(place)
    rest = [place for place in order if place not in first]
    return _readable(kind, [items[place] for place in (first + rest)[: kind.questions]])


def _readable(kind: Kind, items: list[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return items in an order to be read in: leavers' as in the ready set, others construct by construct."""
    if kind.key == "exit_interview":
        return sorted(items, key=lambda one: _exit_order()[one[0]])
    constructs = list(dict.fromkeys(item.get("construct", "") for _key, item in items))
    return sorted(items, key=lambda one: constructs.index(one[1].get("construct", "")))


def _as_question(key: str, item: Mapping[str, Any], lang: Lang) -> DraftQuestion:
    labels = tuple(option["text"][lang] for option in item.get("options", ()))
    question = DraftQuestion(
        item["text"][lang],
        item["type"],
        labels or scale_labels(item["type"], lang),
        item.get("construct", ""),
        key,
    )
    return flagged(question, lang, validated_wordings())


def bank_draft(kind: Kind, brief: str, lang: Lang, encoder: Encoder) -> Draft:
    """Return a survey of validated items for a brief."""
    questions = tuple(_as_question(key, item, lang) for key, item in chosen(kind, brief, lang, encoder))
    return Draft(kind.key, lang, "bank", None, kind.names[lang], None, questions, (NOTE[lang],))


def another_item(
    kind: Kind, brief: str, lang: Lang, encoder: Encoder, used: Collection[str]
) -> DraftQuestion | None:
    """Return the nearest item whose wording is not used yet; None where all are."""
    items = candidates(kind.key)
    fresh = (
        place for place in ranked(kind.key, brief, lang, encoder) if items[place][1]["text"][lang] not in used
    )
    place = next(fresh, None)
    return None if place is None else _as_question(*items[place], lang)
