"""What charts draw, as plain data: the same released figures that stand in the table beside each."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format

from engagement.dashboards import display
from engagement.dashboards.labels import construct_label
from engagement.dashboards.selectors_cells import Shown, shown_cells
from engagement.dashboards.selectors_waves import TopicRow
from surveys.enums import QuestionType
from surveys.models import Question, Wave

# A chart goes this far back, so that a page takes as long after ten years as after one.
MOST_WAVES = 13
FOLLOWED = ("engagement", "workload", "manager_support", "intent_to_stay")


def topics(rows: Sequence[TopicRow]) -> dict[str, object] | None:
    """Return bars of topics; None when no topic was released."""
    shown = [row for row in rows if row.figure.low is not None][:10]
    if not shown:
        return None
    return {
        "kind": "topics",
        "labels": [row.label for row in shown],
        "values": [row.figure.low for row in shown],
        "texts": [row.figure.text for row in shown],
        "tones": [row.tone for row in shown],
    }


def over_waves(waves: Sequence[Wave], node: str) -> dict[str, object] | None:
    """Return the favourable percentage of a few constructs over waves; None with fewer than two points.

    A line has a gap where a construct was not released; the order of waves is that of `waves`, the newest of which count.
    """
    waves = waves[-MOST_WAVES:]
    items = _items_by_questionnaire(waves)
    cells = _cells(waves, node, {item for found in items.values() for item in found})
    series = []
    for construct in FOLLOWED:
        figures = [
            display.composite(
                [
                    cells.get((str(wave.pk), item))
                    for item in items.get((wave.questionnaire_id, construct), [])
                ]
            )
            for wave in waves
        ]
        if sum(figure.low is not None for figure in figures) > 1:
            series.append(_series(construct_label(construct), figures))
    if not series:
        return None
    labels = [date_format(wave.opens_on, "YEAR_MONTH_FORMAT") for wave in waves]
    return {
        "kind": "lines",
        "unit": "%",
        "min": 0,
        "max": 100,
        "labels": labels,
        "series": series,
    }


def _series(name: str, figures: Sequence[display.Figure]) -> dict[str, object]:
    """Return a line: points where a figure is exact, ranges where it is not, and the texts of the table."""
    return {
        "name": name,
        "values": [figure.middle if figure.exact else None for figure in figures],
        "ranges": [
            None if figure.exact or figure.low is None else [figure.low, figure.low + figure.span]
            for figure in figures
        ],
        "texts": [figure.text for figure in figures],
    }


def _items_by_questionnaire(waves: Iterable[Wave]) -> dict[tuple[int, str], list[str]]:
    rows = Question.objects.filter(
        questionnaire__in={wave.questionnaire_id for wave in waves},
        construct__in=FOLLOWED,
        type=QuestionType.AGREEMENT5,
    ).values_list("questionnaire_id", "construct", "key")
    found: dict[tuple[int, str], list[str]] = {}
    for questionnaire, construct, key in rows:
        found.setdefault((questionnaire, construct), []).append(key)
    return found


def _cells(waves: Iterable[Wave], node: str, items: set[str]) -> dict[tuple[str, str], Shown]:
    cells = shown_cells("wave", [str(wave.pk) for wave in waves], [node], items)
    return {(cell.source, cell.item): cell for cell in cells if not cell.is_remainder}
