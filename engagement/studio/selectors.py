"""What the pages of the studio show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from engagement.dashboards.labels import construct_label, pick
from engagement.dashboards.selectors_questionnaires import condition_in_words
from nlp.language import LANGS, Lang
from nlp.linting.question import Flag, Wording
from nlp.linting.registry import lint
from people.permissions import Reader, check_design_surveys
from surveys.bank.loader import load_set, set_keys
from surveys.bank.validated import validated_wordings
from surveys.comparability import comparable_keys
from surveys.enums import QuestionType, WaveKind, WaveState
from surveys.length import minutes
from surveys.models import Question, Questionnaire, Wave
from surveys.parts import parts


def active_lang() -> Lang:
    """Return the content language of the reader."""
    return "zh" if (get_language() or "").startswith("zh") else "en"


@dataclass(frozen=True, slots=True)
class Worded:
    """A text of a question in one language, "" for a gap, and what the linter says of it."""

    lang: Lang
    text: str
    flags: list[Flag]


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the editor's list."""

    question: Question
    number: int
    section: str
    starts_section: bool
    type: str
    construct: str
    condition: str
    texts: list[Worded]
    options: list[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A questionnaire beside the one of an earlier wave: texts that stay comparable, start afresh, or are gone."""

    wave: Wave
    title: str
    kept: list[str]
    fresh: list[str]
    dropped: list[str]


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A questionnaire being written."""

    questionnaire: Questionnaire
    title: str
    intro: str
    rows: list[Row]
    minutes: dict[str, int]
    gaps: int
    flags: int
    versions: list[Questionnaire]
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A ready set in the list to start from."""

    key: str
    title: str
    intro: str
    questions: int


def flags_of(text: str, lang: Lang, scale: Sequence[str] = ()) -> list[Flag]:
    """Return what the linter says; wordings of the bank are not to be touched."""
    return lint(Wording(text, lang, tuple(scale)), validated_wordings())


def _worded(question: Question, lang: Lang) -> Worded:
    text = question.text.get(lang, "")
    labels = [option["text"].get(lang, "") for option in question.options]
    scale = labels if question.type == QuestionType.SINGLE and all(labels) else []
    return Worded(lang, text, [] if question.type == QuestionType.NOTE else flags_of(text, lang, scale))


def _rows(questions: Sequence[Question]) -> list[Row]:
    numbers = {question.key: place for place, question in enumerate(questions, start=1)}
    rows: list[Row] = []
    for question in questions:
        section = pick(question.section)
        rows.append(
            Row(
                question=question,
                number=numbers[question.key],
                section=section,
                starts_section=bool(section) and (not rows or rows[-1].section != section),
                type=str(QuestionType(question.type).label),
                construct=construct_label(question.construct) if question.construct else "",
                condition=condition_in_words(question.show_if, numbers),
                texts=[_worded(question, lang) for lang in LANGS],
                options=[pick(option["text"]) for option in question.options],
            )
        )
    return rows


def _texts(questionnaire: Questionnaire, questions: Sequence[Question]) -> list[dict[str, str]]:
    """Return every text that people read, those that are empty in all languages left out."""
    listed = [questionnaire.title, questionnaire.intro]
    for one in questions:
        listed += [one.text, one.help_text, one.section, *(option["text"] for option in one.options)]
        listed += [row["text"] for row in one.settings.get("rows", [])]
    return [texts for texts in listed if texts]


def gaps(questionnaire: Questionnaire, questions: Sequence[Question]) -> int:
    """Return how many texts lack a language."""
    return sum(not texts.get(lang) for texts in _texts(questionnaire, questions) for lang in LANGS)


def compared(questionnaire: Questionnaire, questions: Sequence[Question]) -> Comparison | None:
    """Return the comparison with the newest wave of the same questionnaire, else of the same purpose; None without."""
    waves = Wave.objects.exclude(state=WaveState.DRAFT).exclude(questionnaire=questionnaire)
    waves = waves.filter(kind=questionnaire.purpose).order_by("-opens_on").select_related("questionnaire")
    wave = waves.filter(questionnaire__key=questionnaire.key).first() or waves.first()
    if wave is None:
        return None
    before = list(wave.questionnaire.questions.all())
    same = comparable_keys(questions, before)
    now, then = parts(questions), parts(before)
    return Comparison(
        wave=wave,
        title=pick(wave.title),
        kept=[pick(one.text) for one in now if one.key in same],
        fresh=[pick(one.text) for one in now if one.key not in same],
        dropped=[pick(one.text) for one in then if one.key not in same.values()],
    )


def get_questionnaire(reader: Reader, pk: int) -> Questionnaire:
    """Return a questionnaire; raise `PermissionDenied` unless the reader designs surveys."""
    check_design_surveys(reader)
    return get_object_or_404(Questionnaire, pk=pk)


def editor_page(reader: Reader, pk: int) -> EditorPage:
    """Return the page on which a questionnaire is written."""
    questionnaire = get_questionnaire(reader, pk)
    questions = list(questionnaire.questions.all())
    rows = _rows(questions)
    return EditorPage(
        questionnaire=questionnaire,
        title=pick(questionnaire.title),
        intro=pick(questionnaire.intro),
        rows=rows,
        minutes={lang: max(1, round(minutes(questions, lang))) for lang in LANGS},
        gaps=gaps(questionnaire, questions),
        flags=sum(len(worded.flags) for row in rows for worded in row.texts),
        versions=list(Questionnaire.objects.filter(key=questionnaire.key).order_by("-version")),
        comparison=compared(questionnaire, questions),
    )


def ready_sets() -> list[ReadySet]:
    """Return the ready sets with their titles in the active language."""
    sets = [(key, load_set(key)) for key in set_keys()]
    return [
        ReadySet(key, pick(one["title"]), pick(one.get("intro", {})), len(one["questions"]))
        for key, one in sets
    ]


@dataclass(frozen=True, slots=True)
class Listed:
    """A questionnaire in the list of the studio: its newest version."""

    questionnaire: Questionnaire
    title: str
    purpose: str
    questions: int


def newest_versions() -> list[Listed]:
    """Return the newest version of every questionnaire, the youngest first."""
    newest: dict[str, Questionnaire] = {}
    for one in Questionnaire.objects.order_by("-pk").prefetch_related("questions"):
        if one.key not in newest or one.version > newest[one.key].version:
            newest[one.key] = one
    return [
        Listed(one, pick(one.title), str(WaveKind(one.purpose).label), len(one.questions.all()))
        for one in newest.values()
    ]
