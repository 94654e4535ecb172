"""People on the roster of an imported wave.

Rosters need persons, so each respondent becomes one: no name, no address, no account, no membership, not active, and
as code a keyed hash of the id in the file, from which nobody gets back to the id without the site's key. No answer
refers to a person; the roster only says that somebody of this unit was asked. Where the mapping has a `person` column
and the directory knows the id, the directory's person is meant.
"""

from collections.abc import Iterable, Sequence

from django.utils.crypto import salted_hmac

from people.models import Person, RosterEntry
from surveys.imports.exceptions import AlreadyImportedError
from surveys.imports.mapping import ResultsMapping
from surveys.imports.rows import Response


def code_of(mapping: ResultsMapping, identity: str) -> str:
    """Return the code of a respondent: the root's code and a keyed hash of the id."""
    digest = salted_hmac(
        f"surveys.imports.{mapping.tree.root.code}", identity, algorithm="sha256"
    ).hexdigest()
    return f"{mapping.tree.root.code[:40]}~{digest[:20]}"


def ensure_respondents(mapping: ResultsMapping, responses: Sequence[Response]) -> dict[int, Person]:
    """Return line of the file -> the person who answered, made where nobody is known."""
    known = _directory(mapping, responses)
    wanted = {
        response.line: code_of(mapping, response.person or response.response)
        for response in responses
        if response.person not in known
    }
    made = ensure_people(wanted.values())
    return {
        response.line: known.get(response.person) or made[wanted[response.line]] for response in responses
    }


def _directory(mapping: ResultsMapping, responses: Sequence[Response]) -> dict[str, Person]:
    if not mapping.person:
        return {}
    ids = {response.person for response in responses if response.person}
    return {person.code: person for person in Person.objects.filter(code__in=ids)}


def ensure_people(codes: Iterable[str]) -> dict[str, Person]:
    """Return code -> person without a name, for every code."""
    wanted = set(codes)
    there = set(Person.objects.filter(code__in=wanted).values_list("code", flat=True))
    # The code stands in for the name: an empty one would be looked for in comments when names are taken out.
    Person.objects.bulk_create(
        [Person(code=code, name=code, is_active=False) for code in sorted(wanted - there)], batch_size=500
    )
    return {person.code: person for person in Person.objects.filter(code__in=wanted)}


def check_new(mapping: ResultsMapping, responses: Sequence[Response]) -> None:
    """Raise if a response of an exit survey came in before: two releases of the same person could be subtracted."""
    if mapping.person or not mapping.response:
        return
    codes = {code_of(mapping, response.response) for response in responses}
    before = RosterEntry.objects.filter(person__code__in=codes).values("person").distinct().count()
    if before:
        raise AlreadyImportedError(mapping.source, f"{before} of its responses were imported before")
