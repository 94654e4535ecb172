"""Bringing in the results of an earlier survey: read, check, and all waves in one transaction or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from people.models import Person, Unit
from privacy import ledger
from privacy.models import LedgerEntry, ReleasedTable
from privacy.policy import DEFAULT
from surveys.imports.exceptions import AlreadyImportedError, ResultsFileError
from surveys.imports.mapping import ResultsMapping
from surveys.imports.respondents import check_new, ensure_respondents
from surveys.imports.rosters import Silent, read_silent
from surveys.imports.rows import Response, Responses, WaveKey, read_responses
from surveys.imports.table import Table, read_table
from surveys.imports.units import ensure_units
from surveys.imports.waves import collect_wave, create_imported_questionnaire, release, silent_members
from surveys.models import Questionnaire, Wave

ACTION = "import_results"
TOO_SMALL = "fewer than {minimum} people asked in the wave"

Waves = Mapping[WaveKey, Sequence[Response]]


@dataclass(frozen=True, slots=True)
class ImportedWave:
    """One wave that came in: its name, its responses, and, unless it was a dry run, the wave and its tables."""

    name: str
    responses: int
    asked: int
    wave: Wave | None = None
    tables: tuple[ReleasedTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows read, rows refused by reason, and the waves, oldest first."""

    source: str
    read: int
    refused: Mapping[str, int]
    waves: tuple[ImportedWave, ...]
    dry_run: bool

    def refused_rows(self) -> list[tuple[str, int]]:
        """Return (reason, rows), most rows first."""
        return [
            (f"refused: {why}", n)
            for why, n in sorted(self.refused.items(), key=lambda one: (-one[1], one[0]))
        ]

    @property
    def taken(self) -> int:
        """The number of responses that went to the door."""
        return sum(wave.responses for wave in self.waves)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of results and what is needed to understand it."""

    path: Path
    mapping: ResultsMapping
    rosters: Path | None = None


@dataclass(frozen=True, slots=True)
class _Ready:
    """Everything read and checked, nothing written."""

    source: Source
    table: Table
    responses: Responses
    waves: Waves
    silent: Silent = field(default_factory=dict)


def import_results(
    *,
    path: Path,
    mapping: ResultsMapping,
    on: date,
    actor: str,
    rosters: Path | None = None,
    dry_run: bool = False,
) -> Imported:
    """Bring in a file of results: every wave launched, closed and released, or nothing at all.

    Parameters
    ----------
    path
        The file: one row per response.
    mapping
        How to read it, from `load_mapping`.
    on
        The day of release.
    actor
        Who runs the import, as the ledger shows it.
    rosters
        How many were asked, `wave,unit,size`; without it, those who answered are the roster as far as known.
    dry_run
        Read, check and count only. Nothing is released, not even to look at: tables of two mappings of the same
        answers could be subtracted from each other.

    Raises
    ------
    ImportResultsError
        The file, the mapping or the moment does not allow it. Nothing is written.
    """
    ready = _read(Source(path, mapping, rosters))
    _check_first_time(ready)
    if dry_run:
        return _result(ready, [_planned(ready, key) for key in ready.waves], dry_run=True)
    with transaction.atomic():
        return _write(ready, on, actor)


def _read(source: Source) -> _Ready:
    mapping = source.mapping
    table = read_table(source.path, mapping.file, mapping.columns())
    responses = read_responses(source.path, table, mapping)
    waves = _by_wave(responses.taken)
    if not mapping.person and mapping.kind != "exit" and len(waves) > 1:
        expected = "a person column in the mapping: one person may answer in several of the file's waves"
        raise ResultsFileError(source.path, expected)
    named = {key.name: answers for key, answers in waves.items()}
    silent = read_silent(source.rosters, named) if source.rosters else {}
    ready = _Ready(source, table, responses, waves, silent)
    return _without_small(ready)


def _by_wave(responses: Sequence[Response]) -> Waves:
    waves: dict[WaveKey, list[Response]] = {}
    for response in responses:
        waves.setdefault(response.wave, []).append(response)
    return {key: waves[key] for key in sorted(waves, key=WaveKey.order)}


def _asked(ready: _Ready, key: WaveKey) -> int:
    return len(ready.waves[key]) + sum(ready.silent.get(key.name, {}).values())


def _without_small(ready: _Ready) -> _Ready:
    """Refuse the rows of a wave that is smaller than one ballot cell; it would not pass the door in any case."""
    minimum = DEFAULT.cell_roster
    kept = {key: answers for key, answers in ready.waves.items() if _asked(ready, key) >= minimum}
    small = sum(len(answers) for key, answers in ready.waves.items() if key not in kept)
    if not kept:
        raise ResultsFileError(ready.source.path, f"a wave in which at least {minimum} people were asked")
    refused = dict(ready.responses.refused)
    if small:
        refused[TOO_SMALL.format(minimum=minimum)] = small
    taken = tuple(response for answers in kept.values() for response in answers)
    return _Ready(
        ready.source, ready.table, Responses(ready.responses.read, taken, refused), kept, ready.silent
    )


def _check_first_time(ready: _Ready) -> None:
    """Raise if this source, this file or one of its responses came in before."""
    mapping = ready.source.mapping
    imports = LedgerEntry.objects.filter(action=ACTION)
    if (
        imports.filter(subject=mapping.source).exists()
        or Questionnaire.objects.filter(key=mapping.source).exists()
    ):
        raise AlreadyImportedError(mapping.source, "a source of this name was imported before")
    if imports.filter(detail__sha256=ready.table.digest).exists():
        raise AlreadyImportedError(mapping.source, "the same file was imported before")
    check_new(mapping, ready.responses.taken)


def _write(ready: _Ready, on: date, actor: str) -> Imported:
    mapping = ready.source.mapping
    units = ensure_units(mapping.tree, [response.path for response in ready.responses.taken])
    people = ensure_respondents(mapping, ready.responses.taken)
    questionnaire = create_imported_questionnaire(mapping)
    waves = [
        collect_wave(mapping, questionnaire, key, _members(ready, key, units, people), answers, actor)
        for key, answers in ready.waves.items()
    ]
    released = [
        ImportedWave(
            key.name, len(ready.waves[key]), _asked(ready, key), wave, tuple(release(wave, mapping, on))
        )
        for key, wave in zip(ready.waves, waves, strict=True)
    ]
    result = _result(ready, released, dry_run=False)
    _record(ready, result, units, actor)
    return result


def _members(
    ready: _Ready, key: WaveKey, units: Mapping[str, Unit], people: Mapping[int, Person]
) -> list[tuple[Person, Unit]]:
    answered = [(people[response.line], units[response.path[-1].code]) for response in ready.waves[key]]
    if len({person.pk for person, _ in answered}) < len(answered):
        raise ResultsFileError(ready.source.path, f"every person once in wave {key.name}")
    return answered + silent_members(ready.source.mapping, key, ready.silent.get(key.name, {}), units)


def _planned(ready: _Ready, key: WaveKey) -> ImportedWave:
    return ImportedWave(key.name, len(ready.waves[key]), _asked(ready, key))


def _result(ready: _Ready, waves: Sequence[ImportedWave], *, dry_run: bool) -> Imported:
    responses = ready.responses
    return Imported(ready.source.mapping.source, responses.read, responses.refused, tuple(waves), dry_run)


def _record(ready: _Ready, result: Imported, units: Mapping[str, Unit], actor: str) -> None:
    ledger.record(
        actor=actor,
        action=ACTION,
        subject=result.source,
        units=[ready.source.mapping.tree.root.code],
        detail={
            "sha256": ready.table.digest,
            "read": result.read,
            "refused": dict(result.refused),
            "waves": [str(one.wave.pk) for one in result.waves if one.wave],
        },
    )
