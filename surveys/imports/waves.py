"""From responses to a released wave, by the verbs that our own waves use."""

from collections.abc import Mapping, Sequence
from datetime import date

from people.models import Person, Unit
from people.roster import freeze_roster
from privacy.models import ReleasedTable
from surveys.imports.mapping import Option, Question, ResultsMapping
from surveys.imports.respondents import code_of, ensure_people
from surveys.imports.rows import Response, WaveKey
from surveys.models import Cell, Questionnaire, Wave
from surveys.models.answers import Answer, Comment
from surveys.questionnaires import create_questionnaire
from surveys.results import release_comments, release_results
from surveys.waves import close_wave, launch_wave

BATCH = 500


def create_imported_questionnaire(mapping: ResultsMapping) -> Questionnaire:
    """Store what was asked, in the terms of our own questionnaires."""
    return create_questionnaire(
        {
            "key": mapping.source,
            "title": dict(mapping.title),
            "purpose": mapping.kind,
            "questions": [_definition(question) for question in mapping.questions],
        }
    )


def _definition(question: Question) -> dict[str, object]:
    return {
        "key": question.key,
        "type": question.type,
        "text": dict(question.text),
        "options": [_option(option) for option in question.options],
        "construct": question.construct,
        "reversed": question.reversed,
    }


def _option(option: Option) -> dict[str, object]:
    return {"key": option.key, "text": dict(option.text)}


def wave_title(mapping: ResultsMapping, key: WaveKey) -> dict[str, str]:
    """Return the title of a wave in every language: the survey's, the period and the group."""
    group = key.group.title if key.group else {}
    return {
        language: " · ".join(filter(None, [text, key.period.name, group.get(language, "")]))
        for language, text in mapping.title.items()
    }


def collect_wave(
    mapping: ResultsMapping,
    questionnaire: Questionnaire,
    key: WaveKey,
    members: Sequence[tuple[Person, Unit]],
    responses: Sequence[Response],
    actor: str,
) -> Wave:
    """Launch a wave on its roster, put the answers into its cells and close it."""
    wave = launch_wave(
        questionnaire=questionnaire,
        kind=mapping.kind,
        title=wave_title(mapping, key),
        opens_on=key.period.first_day,
        closes_on=key.period.last_day,
        roster=freeze_roster(members=members, on=key.period.last_day),
        actor=actor,
    )
    _store_answers(wave, responses, _comment_key(mapping))
    return close_wave(wave=wave, on=key.period.last_day, actor=actor)


def _comment_key(mapping: ResultsMapping) -> str:
    return next((question.key for question in mapping.questions if question.type == "text"), "")


def _store_answers(wave: Wave, responses: Sequence[Response], comment_key: str) -> None:
    cells: dict[str, Cell] = {unit: cell for cell in wave.cells.all() for unit in cell.covers}
    homes = [(cells[response.path[-1].code], response) for response in responses]
    Answer.objects.bulk_create(
        [Answer(cell=cell, values=dict(response.answers)) for cell, response in homes], batch_size=BATCH
    )
    Comment.objects.bulk_create(
        [
            Comment(cell=cell, question=comment_key, text=response.text)
            for cell, response in homes
            if response.text
        ],
        batch_size=BATCH,
    )


def silent_members(
    mapping: ResultsMapping, key: WaveKey, silent: Mapping[str, int], units: Mapping[str, Unit]
) -> list[tuple[Person, Unit]]:
    """Return a nameless person for everybody who was asked and did not answer."""
    codes = {
        code_of(mapping, f"{key.name} {unit} silent {number}"): units[unit]
        for unit, count in silent.items()
        for number in range(count)
    }
    return [(person, codes[code]) for code, person in ensure_people(codes).items()]


def release(wave: Wave, mapping: ResultsMapping, on: date) -> list[ReleasedTable]:
    """Take a closed wave through the door, comments included where there are any."""
    tables = [release_results(wave=wave, on=on)]
    if _comment_key(mapping):
        tables.append(release_comments(wave=wave, on=on))
    return tables
