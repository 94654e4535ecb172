"""How a questionnaire begins: with a goal in a sentence, a ready set, items of the bank, or a file of another tool."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from engagement.desk.drafting import make_draft
from engagement.desk.models import OwnItem
from engagement.desk.saving import as_question, own_question
from nlp.drafting.draft import Draft
from nlp.language import Lang
from surveys.bank.loader import ASKED, get_item, load_set
from surveys.editing import free_key
from surveys.enums import QuestionType, WaveKind
from surveys.exchange.files import import_questionnaire
from surveys.models import Questionnaire
from surveys.questionnaires import create_questionnaire

# As many scored items as a pulse bears; a model that was asked for more is taken at its word.
ITEMS = 12
KEPT = "kept-"
# A model has half of the two minutes in which a goal becomes a launched wave; then the bank serves.
SECONDS = 60.0
DRAFTS = {WaveKind.PULSE: "engagement_survey", WaveKind.EXIT: "exit_interview"}
COMMENT = {WaveKind.PULSE: "own-comment-pulse", WaveKind.EXIT: "own-comment-exit"}
TITLES = {
    WaveKind.PULSE: {"en": "How is work going?", "zh": "您的工作近况"},
    WaveKind.EXIT: {"en": "Looking back at your time here", "zh": "回顾您在这里的工作"},
}


def bank_question(item: str) -> dict[str, Any]:
    """Return an item of the bank as a question; an unknown id raises `UnknownSetError`."""
    found = get_item(item)
    return {"key": slugify(item), "bank_item": item, **{name: found[name] for name in ASKED if name in found}}


def kept_key(item: OwnItem) -> str:
    """Return the id under which a question of one's own stands beside the items of the bank."""
    return f"{KEPT}{item.pk}"


def chosen_question(item: str) -> dict[str, Any]:
    """Return an item of the bank or a kept question; an id that there is not raises `UnknownSetError`."""
    number = item.removeprefix(KEPT)
    kept = OwnItem.objects.filter(pk=int(number)).first() if item != number and number.isdigit() else None
    return own_question(kept) if kept else bank_question(item)


def _questions(draft: Draft) -> list[dict[str, Any]]:
    drafted = (draft.questions or ())[: ITEMS if draft.source == "bank" else None]
    return [as_question(place, one, draft.lang) for place, one in enumerate(drafted, start=1)]


def _fresh_key(wanted: str) -> str:
    return free_key(slugify(wanted) or "survey", Questionnaire.objects.values_list("key", flat=True))


def from_goal(goal: str, purpose: str, lang: Lang, actor: str) -> tuple[Questionnaire, Draft]:
    """Draft a questionnaire for a goal: by a model where one is set up, else from the bank by meaning."""
    kind = WaveKind(purpose)
    draft = make_draft(DRAFTS[kind], goal, lang, actor, seconds=SECONDS).draft
    questions = _questions(draft)
    if all(question["type"] != QuestionType.TEXT for question in questions):
        questions.append(bank_question(COMMENT[kind]))
    made = create_questionnaire(
        {"key": _fresh_key(goal[:40]), "title": TITLES[kind], "purpose": kind, "questions": questions}
    )
    return made, draft


def from_set(key: str) -> Questionnaire:
    """Start with a copy of a ready set, under a key of its own."""
    ready = load_set(key)
    return create_questionnaire({**ready, "key": _fresh_key(ready["key"])})


def from_items(items: Iterable[str]) -> Questionnaire:
    """Start with items of the bank and questions of one's own, in the order in which they were chosen."""
    questions = [chosen_question(item) for item in items]
    title = TITLES[WaveKind.PULSE]
    return create_questionnaire(
        {"key": _fresh_key("survey"), "title": title, "purpose": WaveKind.PULSE, "questions": questions}
    )


def from_file(upload: "UploadedFile[Any]") -> dict[str, Any]:
    """Start with a SurveyJS or LimeSurvey file; return what became of it, as the command does."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / Path(upload.name or "survey").name
        path.write_bytes(upload.read())
        return import_questionnaire(path)
