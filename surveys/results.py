"""From closed answers to released cells, in one call of the door.

This is the only place where raw answers are read, and they live only inside the call: frames go in, released cells
and refusals come out. Text goes to the analysis of its topics and no further.
"""

from collections.abc import Collection
from datetime import date

import pandas as pd
from django.db import transaction

from privacy import gate, ledger
from privacy.keys import gate_key
from privacy.models import ReleasedTable
from privacy.policy import Policy
from privacy.released import save_release
from surveys.door import (
    door_tree,
    earlier_published,
    expand_covers,
    roster_frame,
    unfavourable_to,
    wave_plan,
)
from surveys.emergent import release_emergent
from surveys.enums import WaveState
from surveys.exceptions import WaveNotClosedError
from surveys.models import Wave
from surveys.models.answers import Answer
from surveys.parts import parts
from surveys.question_types.registry import question_type
from surveys.reading import read_comments
from surveys.selectors import constructs, questions

ANSWER_COLUMNS = ["response", "unit", "item", "value"]


def answers_frame(wave: Wave) -> pd.DataFrame:
    """Return the answers of a wave, one row per response and item, unit = code of the ballot cell."""
    asked = {question.key: question for question in parts(questions(wave))}
    rows = [
        (answer.pk.hex, answer.cell.code, item, number)
        for answer in Answer.objects.filter(cell__wave=wave).select_related("cell")
        for key, value in answer.values.items()  # noqa: PD011  # a model's field, no frame
        for item, number in question_type(asked[key].type).rows(asked[key], value)
    ]
    return pd.DataFrame(rows, columns=ANSWER_COLUMNS)


def _through_the_door(wave: Wave, policy: Policy) -> gate.Release:
    """Return what may leave: items, the second shares of large groups, and how their constructs go together."""
    plan = wave_plan(wave, policy)
    entering = gate.WaveInput(str(wave.pk), door_tree(wave), roster_frame(wave), answers_frame(wave))
    release = gate.release_wave(
        entering, earlier=earlier_published(wave), plan=plan, policy=policy, key=gate_key()
    )
    release = gate.unfavourable(entering, release, plan=plan, bad=unfavourable_to(wave), policy=policy)
    return gate.relations(entering, release, plan=plan, constructs=constructs(wave), policy=policy)


def _check_closed(wave: Wave) -> None:
    if wave.state not in (WaveState.CLOSED, WaveState.RELEASED):
        raise WaveNotClosedError(wave.pk)


@transaction.atomic
def release_results(*, wave: Wave, on: date) -> ReleasedTable:
    """Release the results of a closed wave, once; later calls return the same table.

    Every question on a scale is an item under its key (`KEY.ROW` in a matrix), choices one item of 0 or 1 per option
    (`KEY=OPTION`), reversed questions turned round. Numbers, dates and words are no items: they are not released.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    _check_closed(wave)
    known = ReleasedTable.objects.filter(kind=ReleasedTable.Kind.WAVE, source=str(wave.pk)).first()
    if known is not None:
        return known
    policy = Policy.from_json(wave.policy)
    release = _through_the_door(wave, policy)
    table = save_release(
        kind=ReleasedTable.Kind.WAVE,
        source=str(wave.pk),
        release=expand_covers(wave, release),
        policy=policy,
        released_on=on,
    )
    wave.state = WaveState.RELEASED
    wave.save(update_fields=["state"])
    ledger.record(actor="system", action="release_results", subject=f"wave {wave.pk}")
    return table


@transaction.atomic
def release_comments(*, wave: Wave, on: date, names: Collection[str] = ()) -> ReleasedTable:
    """Release which topics the comments of a closed wave are about and how, once; never a word of them.

    Topics of the taxonomy and topics that the comments themselves brought up are two tables; the first is returned.
    `names` are the names of people to be blotted out before anything reads the text.
    """
    wave = Wave.objects.select_for_update().get(pk=wave.pk)
    _check_closed(wave)
    known = ReleasedTable.objects.filter(kind=ReleasedTable.Kind.TOPICS, source=str(wave.pk)).first()
    if known is not None:
        return known
    policy = Policy.from_json(wave.policy)
    read = read_comments(wave, names)
    release = gate.release_topics(
        gate.TopicInput(str(wave.pk), door_tree(wave), roster_frame(wave), read.mentions(), read.comments()),
        earlier=earlier_published(wave, ReleasedTable.Kind.TOPICS),
        policy=policy,
        key=gate_key(),
    )
    table = save_release(
        kind=ReleasedTable.Kind.TOPICS,
        source=str(wave.pk),
        release=expand_covers(wave, release),
        policy=policy,
        released_on=on,
    )
    release_emergent(wave=wave, read=read, policy=policy, on=on, names=names)
    ledger.record(actor="system", action="release_comments", subject=f"wave {wave.pk}")
    return table
