"""Everything the assessment says that depends on this site: read from the configuration and the tables in force."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise

from engagement.assessment.words import CLASS_WORDS, MODEL_WORDS
from engagement.dashboards.model_cards import Card, model_cards
from engagement.dashboards.selectors_office import policy_rows
from people.enums import Role
from people.models import Person, RoleGrant
from people.selectors import unit_tree
from privacy.classification import FIELDS, FieldClass
from privacy.ledger import Broken, head, verify
from privacy.policy import DEFAULT, VERSION, Policy
from signals.models import Run
from surveys.models import Wave


@dataclass(frozen=True, slots=True)
class Stored:
    """One model: its fields of one class, by name."""

    model: str
    words: str | Promise
    fields: list[str]


@dataclass(frozen=True, slots=True)
class StoredClass:
    """Everything of one class that the database holds."""

    name: str | Promise
    meaning: str | Promise
    models: list[Stored]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document is filled with; counts are 0 on a site that has not begun."""

    people: int
    units: int
    waves: list[tuple[str, int]]
    sources: list[str]
    roles: list[tuple[str, int]]
    stored: list[StoredClass]
    policy: Policy
    policy_rows: list[tuple[str, str | int]]
    policy_version: str
    cards: list[Card]
    model_host: str
    model_name: str
    broken: list[Broken]
    head: str


def facts() -> Facts:
    """Read the site as it is now."""
    return Facts(
        people=Person.objects.filter(is_active=True).count(),
        units=len(unit_tree()),
        waves=_waves(),
        sources=sorted(set(Run.objects.values_list("source", flat=True))),
        roles=_roles(),
        stored=list(_stored()),
        policy=DEFAULT,
        policy_rows=policy_rows(),
        policy_version=VERSION,
        cards=model_cards(),
        model_host=settings.LLM_BASE_URL,
        model_name=settings.LLM_MODEL,
        broken=verify(),
        head=head(),
    )


def _waves() -> list[tuple[str, int]]:
    """Return kind of survey and state, in words -> how many."""
    counted = Counter(f"{wave.get_kind_display()}, {wave.get_state_display()}" for wave in Wave.objects.all())
    return sorted(counted.items())


def _roles() -> list[tuple[str, int]]:
    """Return every role with the number of accounts that hold it; employees hold theirs without a grant."""
    held = Counter(RoleGrant.objects.values_list("role", "account").distinct().values_list("role", flat=True))
    return [(str(role.label), held[role]) for role in Role if role is not Role.EMPLOYEE]


def _stored() -> Iterator[StoredClass]:
    for kind in CLASS_WORDS:
        name, meaning = CLASS_WORDS[kind]
        yield StoredClass(name, meaning, list(_of_class(kind)))


def _of_class(kind: FieldClass) -> Iterator[Stored]:
    for model, fields in FIELDS.items():
        if chosen := [name for name, one in fields.items() if one is kind]:
            yield Stored(model, MODEL_WORDS.get(model, model), chosen)
