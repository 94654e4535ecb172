"""Reads of a wave's released results, for one node of its tree; nothing here knows an answer.

Composites (constructs) are computed from released cells only, and only where every item of theirs was released.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engagement.dashboards import display
from engagement.dashboards.compared import BEFORE, ITEM, Compared, item_measure
from engagement.dashboards.display import Figure
from engagement.dashboards.labels import construct_label, listed, pick, topic_label, unit_name
from engagement.dashboards.near import Near
from engagement.dashboards.selectors_cells import Cells, rest_of, units_of_rest
from engagement.dashboards.selectors_findings import Enps, Split, construct_split, enps, split
from people.selectors import unit_labels
from privacy.gate.unfavourable import SUFFIX
from surveys.enums import QuestionType
from surveys.models import Question, Wave
from surveys.parts import parts
from surveys.question_types.registry import question_type
from surveys.selectors import wave_items


@dataclass(frozen=True, slots=True)
class Row:
    """One node of the heat map."""

    code: str
    label: str
    figures: list[Figure]
    n_band: str = ""
    opens: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Hidden:
    """Nodes that cannot be shown alone, and the group that includes them."""

    labels: list[str]
    carrier: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item as a bar: its text, the node's figure, the group above's, the mean; three shares where released.

    `score` is the recommendation score of a 0-to-10 question; `change` what moved by more than chance.
    """

    text: str
    figure: Figure
    above: Figure
    mean: Figure
    shares: Split | None = None
    score: Enps | None = None
    change: display.Trend | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one construct, or the options of one choice."""

    label: str
    rows: list[ItemRow] = field(default_factory=list)
    shares: Split | None = None


def asked_in(waves: Iterable[Wave]) -> dict[int, list[Question]]:
    """Return questionnaire -> its questions, in order, of several waves at once."""
    wanted = {wave.questionnaire_id for wave in waves}
    found: dict[int, list[Question]] = {questionnaire: [] for questionnaire in wanted}
    for question in Question.objects.filter(questionnaire__in=wanted).order_by("questionnaire", "position"):
        found[question.questionnaire_id].append(question)
    return found


def scored(asked: Iterable[Question]) -> dict[str, list[Question]]:
    """Return construct -> the questions on a scale that measure it, in order; 0 to 10 is shown apart."""
    return _by_construct(question for question in parts(asked) if question_type(question.type).scored)


def _by_construct(asked: Iterable[Question]) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in asked:
        if question.type != QuestionType.SCALE10:
            found.setdefault(question.construct or question.key, []).append(question)
    return found


def construct_figures(cells: Cells, node: str, constructs: dict[str, list[Question]]) -> list[Figure]:
    """Return the figure of each construct for a node."""
    return [
        display.composite([cells.get((node, question.key)) for question in items])
        for items in constructs.values()
    ]


def heat_rows(wave: Wave, form: Near, cells: Cells, constructs: dict[str, list[Question]]) -> list[Row]:
    """Return the node itself, its released children and its merged remainder, as rows of the heat map."""
    rows = [_row(form, cells, code, form.name(code), constructs) for code in [form.node, *form.open_below]]
    rest = rest_of(form.node)
    if any(unit == rest for unit, _item in cells):
        covered = units_of_rest(wave, form.node)
        names = unit_labels({unit.removesuffix("/*") for unit in covered})
        rows.append(_row(form, cells, rest, listed([unit_name(unit, names) for unit in covered]), constructs))
    return rows


def _row(form: Near, cells: Cells, code: str, label: str, constructs: dict[str, list[Question]]) -> Row:
    figures = construct_figures(cells, code, constructs)
    bands = [figure.n_band for figure in figures if figure.n_band]
    opens = code != form.node and code in form.shown
    return Row(code, label, figures, bands[0] if bands else "", opens, code == form.node)


def hidden_below(form: Near) -> list[Hidden]:
    """Return the children of a node that were not released, by the group that includes them."""
    groups: dict[str, list[str]] = {}
    for code in form.below:
        if code not in form.shown:
            groups.setdefault(form.around.get(code, form.node), []).append(form.name(code))
    return [Hidden(sorted(labels), form.name(above)) for above, labels in sorted(groups.items())]


def scored_items(asked: Iterable[Question]) -> set[str]:
    """Return the keys of the questions on a scale: what is compared between nodes and waves."""
    return {question.key for question in parts(asked) if question_type(question.type).scored}


def shown_items(asked: Iterable[Question]) -> set[str]:
    """Return every released item that a page about a node shows: scores with their second shares, and options."""
    asked = list(asked)
    items = {item.key for part in parts(asked) for item in question_type(part.type).items(part)}
    return items | {f"{key}{SUFFIX}" for key in scored_items(asked)}


def measures_of(asked: Iterable[Question]) -> dict[str, list[Question]]:
    """Return everything of a wave that is compared: constructs, then every question on a scale by its key."""
    on_a_scale = [question for question in parts(asked) if question_type(question.type).scored]
    return {**_by_construct(on_a_scale), **{item_measure(question): [question] for question in on_a_scale}}


def constructs_of(measures: Mapping[str, list[Question]]) -> dict[str, list[Question]]:
    """Return the constructs among the measures of a wave."""
    return {key: items for key, items in measures.items() if not key.startswith(ITEM)}


def item_groups(
    asked: Mapping[str, list[Question]], cells: Cells, node: str, above: str | None, compared: Compared
) -> list[Group]:
    """Return the scaled items of a wave by construct, each as a bar with the group above beside it."""
    groups = []
    for construct, items in asked.items():
        rows = [_item_row(question, cells, node, above, compared) for question in items]
        groups.append(Group(construct_label(construct), rows, construct_split(cells, node, items)))
    return groups


def _item_row(question: Question, cells: Cells, node: str, above: str | None, compared: Compared) -> ItemRow:
    item = question.key
    cell = cells.get((node, item))
    return ItemRow(
        pick(question.text),
        display.favourable(cell),
        display.favourable(cells.get((above or "", item))),
        display.mean(cell),
        split(cells, node, item),
        enps(cells, node, question),
        display.moved(compared.get(BEFORE, node, item_measure(question))),
    )


def ten_groups(
    asked: Iterable[Question], cells: Cells, node: str, above: str | None, compared: Compared
) -> list[Group]:
    """Return the 0-to-10 questions: the score where both its shares were released, else the share of 9 and 10."""
    rows = [
        _item_row(question, cells, node, above, compared)
        for question in asked
        if question.type == QuestionType.SCALE10 and (node, question.key) in cells
    ]
    return [Group(row.text, [row]) for row in rows]


def choice_groups(wave: Wave, asked: Iterable[Question], cells: Cells, node: str) -> list[Group]:
    """Return the choices of a wave that have a released option, options by how often they were chosen."""
    choices = [question for question in parts(asked) if question_type(question.type).takes_options]
    texts = wave_items(wave) if choices else {}
    groups = []
    for question in choices:
        rows = [
            ItemRow(pick(texts[item]), display.favourable(cell), display.NOTHING, display.NOTHING)
            for item in texts
            if item.startswith(f"{question.key}=") and (cell := cells.get((node, item))) is not None
        ]
        rows.sort(key=lambda row: -(row.figure.low or 0))
        groups.append(Group(pick(question.text), rows))
    return [group for group in groups if group.rows]


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic of the comments: how many mention it, and in which tone."""

    label: str
    figure: Figure
    tone: str
    polarity: float | None


def topic_rows(cells: Cells, node: str) -> list[TopicRow]:
    """Return the released topics of a node, the most mentioned first."""
    rows = []
    for (unit, item), cell in cells.items():
        if unit == node and item.startswith("topic:") and item.count(":") == 1:
            feeling = cells.get((node, f"{item}:polarity"))
            polarity = feeling.mean if feeling else None
            label = topic_label(item.removeprefix("topic:"))
            rows.append(TopicRow(label, display.share(cell), display.tone(polarity), polarity))
    return sorted(rows, key=lambda row: (-(row.figure.low or 0), row.label))
