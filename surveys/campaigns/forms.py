"""Which questions a ballot of a campaign's wave has."""

from collections.abc import Iterable, Sequence

from surveys.campaigns.rotation import Item, asked_keys
from surveys.models import CampaignWave, Cell, Question


def rotating(questions: Iterable[Question], core: Sequence[str]) -> list[Item]:
    """Return questions as the rotation looks at them."""
    return [
        Item(one.key, one.construct, core=one.key in core, needs=one.show_if.get("question", ""))
        for one in questions
    ]


def cell_questions(cell: Cell) -> list[Question]:
    """Return the questions that everybody in a ballot cell is asked, in order: all, or the form of the cell."""
    listed = list(Question.objects.filter(questionnaire_id=cell.wave.questionnaire_id))
    place = CampaignWave.objects.filter(wave=cell.wave_id, blocks__gt=1).first()
    if place is None:
        return listed
    items = rotating(listed, place.core)
    keys = asked_keys(items, cell=cell.code, wave=place.number, number=place.blocks)
    return [one for one in listed if one.key in keys]
