"""From a draft to what stays: a questionnaire of the studio, or a question of one's own kept for later."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from engagement.desk.models import OwnItem
from engagement.desk.sheet import Sheet
from nlp.drafting.draft import DraftQuestion
from nlp.drafting.kinds import Kind, get_kind
from nlp.language import LANGS, Lang
from surveys.bank.loader import ASKED, bank, get_item
from surveys.editing import free_key
from surveys.enums import QuestionType, WaveKind
from surveys.models import Questionnaire
from surveys.question_types.registry import QUESTION_TYPES
from surveys.questionnaires import create_questionnaire

PURPOSES = {"exit_interview": WaveKind.EXIT}


def as_question(place: int, asked: DraftQuestion, lang: Lang) -> dict[str, Any]:
    """Return a drafted question as a definition has it: an item of the bank in every language, else in the one it has."""
    if asked.bank_item:
        item = get_item(asked.bank_item)
        return {
            "key": slugify(asked.bank_item),
            "bank_item": asked.bank_item,
            **{name: item[name] for name in ASKED if name in item},
        }
    question: dict[str, Any] = {"key": f"q{place}", "type": asked.type, "text": {lang: asked.text}}
    spec = QUESTION_TYPES.get(asked.type)
    if spec is None or (spec.takes_options and len(asked.scale) < 2):
        return {**question, "type": QuestionType.TEXT}
    if spec.takes_options:
        question["options"] = [
            {"key": f"o{number}", "text": {lang: label}} for number, label in enumerate(asked.scale, start=1)
        ]
    known = {item["construct"] for item in bank().values()}
    return {**question, "construct": asked.construct if asked.construct in known else ""}


def _store(
    title: Mapping[str, str], purpose: WaveKind, questions: Iterable[Mapping[str, Any]]
) -> Questionnaire:
    wanted = slugify(next(iter(title.values())))[:40] or "survey"
    key = free_key(wanted, Questionnaire.objects.values_list("key", flat=True))
    return create_questionnaire(
        {"key": key, "title": dict(title), "purpose": purpose, "questions": list(questions)}
    )


def _named(kind: Kind) -> dict[str, str]:
    return {lang: kind.names[lang] for lang in LANGS}


def to_questionnaire(sheet: Sheet) -> Questionnaire:
    """Store a draft as a questionnaire that can still be changed; a title that nobody changed comes in both languages."""
    lang, kind = sheet.wanted.lang, sheet.kind
    title = _named(kind) if sheet.title == kind.names[lang] else {str(lang): sheet.title}
    asked = (as_question(place, part.question, lang) for place, part in enumerate(sheet.parts, start=1))
    questions = {question["key"]: question for question in asked}
    return _store(title, PURPOSES.get(kind.key, WaveKind.PULSE), questions.values())


def keep(sheet: Sheet, place: int) -> OwnItem:
    """Keep one question for later; the same wording is kept once."""
    question = as_question(place + 1, sheet.parts[place].question, sheet.wanted.lang)
    found = OwnItem.objects.filter(text=question["text"]).first()
    return found or OwnItem.objects.create(
        text=question["text"],
        type=question["type"],
        options=question.get("options", []),
        construct=question.get("construct", ""),
        kept_on=timezone.localdate(),
    )


def own_question(item: OwnItem) -> dict[str, Any]:
    """Return a question that was kept as a definition has it."""
    return {
        "key": f"own{item.pk}", "type": item.type, "text": item.text, "options": item.options,
        "construct": item.construct,
    }  # fmt: skip


def from_own_items(pks: Iterable[int]) -> Questionnaire:
    """Begin a questionnaire with questions that were kept, in the order of the list."""
    questions = [own_question(item) for item in OwnItem.objects.filter(pk__in=list(pks))]
    return _store(_named(get_kind("engagement_survey")), WaveKind.PULSE, questions)
