"""Reads of surveys for everybody above. Of collection there are total counts only: who collected is nobody's to see."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from people.selectors import unit_labels
from surveys.enums import WaveState
from surveys.models import Cell, Invitation, Question, Wave
from surveys.parts import parts
from surveys.piping import has_placeholder
from surveys.question_types.choices import OTHER, OTHER_TEXTS, option_item
from surveys.question_types.registry import question_type


@dataclass(frozen=True, slots=True)
class Collection:
    """How many people of a wave were invited, and how many of them collected a ballot."""

    invited: int
    collected: int


def open_waves(on: date) -> QuerySet[Wave]:
    """Return the waves that give out ballots on a day, oldest first."""
    return Wave.objects.filter(state=WaveState.OPEN, opens_on__lte=on, closes_on__gte=on)


def unreleased_waves(on: date) -> QuerySet[Wave]:
    """Return the waves that are to be released: open ones whose last day is over, and closed ones; oldest first."""
    due = Q(state=WaveState.OPEN, closes_on__lt=on) | Q(state=WaveState.CLOSED)
    return Wave.objects.filter(due)


def released_waves(kind: str | None = None) -> QuerySet[Wave]:
    """Return the waves whose results are out, oldest first, of one kind or all."""
    waves = Wave.objects.filter(state=WaveState.RELEASED).select_related("questionnaire")
    return waves.filter(kind=kind) if kind else waves


def collection(wave: Wave) -> Collection:
    """Return the total counts of a wave."""
    counts = Invitation.objects.filter(wave=wave).aggregate(
        invited=Count("pk"), collected=Count("collected_on")
    )
    return Collection(counts["invited"], counts["collected"])


def questions(wave: Wave) -> list[Question]:
    """Return the questions of a wave, in order."""
    return list(Question.objects.filter(questionnaire_id=wave.questionnaire_id))


def group_names(wave: Wave) -> dict[int, str]:
    """Return id of a ballot cell -> its units by name, in the active language."""
    cells = list(wave.cells.all())
    labels = unit_labels({code for cell in cells for code in cell.covers})
    return {cell.pk: " + ".join(labels.get(code, code) for code in cell.covers) for cell in cells}


def unit_words(cell: Cell, asked: Iterable[Question]) -> dict[str, str]:
    """Return what `{unit}` and `{company}` in a question stand for on a ballot, in the active language.

    A ballot knows its cell and no person: a cell that several units share is called by the unit above them.
    Nothing is read where no text has a placeholder.
    """
    if not any(
        has_placeholder(text) for one in asked for text in (*one.text.values(), *one.help_text.values())
    ):
        return {}
    alone = str(cell.covers[0]).removesuffix("/*") if len(cell.covers) == 1 else cell.parent
    top = alone
    while cell.wave.tree.get(top):
        top = cell.wave.tree[top]
    labels = unit_labels([alone, top])
    return {"unit": labels.get(alone, alone), "company": labels.get(top, top)}


def constructs(wave: Wave) -> dict[str, list[str]]:
    """Return construct -> keys of the questions that measure it, in order; the rows of a matrix are questions."""
    found: dict[str, list[str]] = {}
    for question in parts(questions(wave)):
        if question.construct:
            found.setdefault(question.construct, []).append(question.key)
    return found


def _option_labels(question: Question) -> dict[str, dict[str, str]]:
    options = [*question.options, {"key": OTHER, "text": OTHER_TEXTS}]
    return {option_item(question, option["key"]): option["text"] for option in reversed(options)}


def wave_items(wave: Wave) -> dict[str, dict[str, str]]:
    """Return released item -> its text by language: the question's, or for a choice the option's."""
    labels: dict[str, dict[str, str]] = {}
    for question in parts(questions(wave)):
        options = _option_labels(question)
        for item in question_type(question.type).items(question):
            labels[item.key] = options.get(item.key, question.text)
    return labels
