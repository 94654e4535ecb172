"""Reads of a wave's released results, for one node of its tree; nothing here knows an answer.

Composites (constructs) are computed from released cells only, and only where every item of theirs was released.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.cache import cache

from engagement.dashboards import display, trees
from engagement.dashboards.compared import BEFORE, ITEM, Compared, item_measure
from engagement.dashboards.display import Figure
from engagement.dashboards.labels import construct_label, listed, pick, topic_label, unit_name
from engagement.dashboards.selectors_cells import Cells, rest_of, units_of_rest
from engagement.dashboards.selectors_findings import Enps, Split, construct_split, enps, split
from people.selectors import unit_labels
from privacy.selectors import released_cells
from surveys.enums import QuestionType
from surveys.models import Cell, Question, Wave
from surveys.parts import parts
from surveys.question_types.registry import question_type
from surveys.selectors import wave_items

KEPT = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Shape:
    """The tree of a wave, its merged ballot cells, the nodes released in it, and everybody's names."""

    tree: dict[str, str | None]
    merged: list[trees.Merged]
    released: frozenset[str]
    names: dict[str, str]

    def name(self, code: str) -> str:
        """Return the name of a node; a cell that several units share is named after them."""
        shared = next((cell for cell in self.merged if cell.code == code and code not in self.names), None)
        if shared is None or len(shared.covers) < 2:
            return unit_name(code, self.names)
        own = [f"{unit}/*" if unit == shared.parent else unit for unit in shared.covers]
        return listed([self.name(unit) for unit in own])

    def units(self, code: str) -> list[str]:
        """Return the units that a node stands for: itself, or those that share a ballot cell."""
        shared = next(
            (cell.covers for cell in self.merged if cell.code == code and code not in self.names), None
        )
        return list(shared) if shared else [code.removesuffix("/*")]


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


class Names(dict[str, str]):
    """Unit code -> name: some are read at once, and all of them when another one is asked for."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(unit_labels(codes))
        self._whole = False

    def __contains__(self, code: object) -> bool:
        """Say whether a code is a unit; shared cells and own members (`A+B`, `A/*`) are none."""
        known = super().__contains__(code)
        if not known and not self._whole and "+" not in str(code) and "/*" not in str(code):
            self._whole = True
            self.update(unit_labels())
            known = super().__contains__(code)
        return known


def _near(tree: Mapping[str, str | None], merged: Iterable[trees.Merged], node: str) -> set[str]:
    """Return the units that a page about a node usually names."""
    codes = {*trees.path_to(tree, node), *trees.children_of(tree, node)} if node in tree else {node}
    shared = {unit for cell in merged if cell.code in codes for unit in (*cell.covers, cell.parent)}
    return {part.removesuffix("/*") for code in codes | shared for part in code.split("+")}


def shape(wave: Wave, node: str = "") -> Shape:
    """Return the tree of a wave as its results are read for a node ("" is the top).

    What was released never changes, so it is kept; names may, and are read each time.
    """
    key = f"shape:{wave.pk}"
    kept: tuple[dict[str, str | None], list[trees.Merged], frozenset[str]] | None = cache.get(key)
    if kept is None:
        kept = _read_shape(wave)
        cache.set(key, kept, KEPT)
    tree, merged, released = kept
    return Shape(tree, merged, released, Names(_near(tree, merged, node or trees.root_of(tree))))


def _read_shape(wave: Wave) -> tuple[dict[str, str | None], list[trees.Merged], frozenset[str]]:
    rows = Cell.objects.filter(wave=wave).values_list("code", "covers", "parent")
    merged = [trees.Merged(code, tuple(covers), parent) for code, covers, parent in rows]
    cells = released_cells(kind="wave", sources=[str(wave.pk)]).filter(is_remainder=False, slice_attribute="")
    released = frozenset(cells.order_by().values_list("unit", flat=True).distinct())
    tree = trees.with_cells(wave.tree, merged)
    for code in released - set(tree):
        tree[code] = code[:-2] if code.endswith("/*") else trees.root_of(wave.tree)
    return tree, merged, released


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


def heat_rows(
    wave: Wave, form: Shape, cells: Cells, node: str, constructs: dict[str, list[Question]]
) -> list[Row]:
    """Return the node itself, its released children and its merged remainder, as rows of the heat map."""
    below = [code for code in trees.children_of(form.tree, node) if code in form.released]
    rows = [_row(form, cells, code, form.name(code), constructs, node) for code in [node, *below]]
    rest = rest_of(node)
    if any(unit == rest for unit, _item in cells):
        label = listed([form.name(unit) for unit in units_of_rest(wave, node)])
        rows.append(_row(form, cells, rest, label, constructs, node))
    return rows


def _row(
    form: Shape, cells: Cells, code: str, label: str, constructs: dict[str, list[Question]], node: str
) -> Row:
    figures = construct_figures(cells, code, constructs)
    bands = [figure.n_band for figure in figures if figure.n_band]
    opens = code != node and code in form.released
    return Row(code, label, figures, bands[0] if bands else "", opens, code == node)


def hidden_below(form: Shape, node: str) -> list[Hidden]:
    """Return the children of a node that were not released, by the group that includes them."""
    groups: dict[str, list[str]] = {}
    for code in trees.children_of(form.tree, node):
        if code not in form.released:
            above = trees.carrier(form.tree, code, form.released, form.merged) or node
            groups.setdefault(above, []).append(form.name(code))
    return [Hidden(sorted(labels), form.name(above)) for above, labels in sorted(groups.items())]


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
