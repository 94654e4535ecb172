"""Reading the catalogue; a file that is not as it should be is named with every problem in it."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from engagement.actions.catalogue.template import Effort, Outcome, Source, Step, TeamEvent, Template
from engagement.actions.catalogue.validation import problems
from engagement.actions.exceptions import CatalogueError, UnknownTemplateError

FOLDER = Path(__file__).resolve().parent


def get_template(key: str) -> Template:
    """Return a template by its key; raise `UnknownTemplateError` when there is none."""
    try:
        return catalogue()[key]
    except KeyError:
        raise UnknownTemplateError(key) from None


def templates_for(theme: str) -> list[Template]:
    """Return the templates that answer a theme, the ones with the least effort first; empty for an unknown theme."""
    effort = list(Effort)
    fitting = [template for template in all_templates() if theme in template.themes]
    return sorted(fitting, key=lambda template: (effort.index(template.effort), template.key))


def templates_answering(key: str) -> list[Template]:
    """Return the templates that answer a driver (`construct:KEY`) or a topic (`topic:KEY`), in order of their key."""
    return [template for template in all_templates() if key in template.answers]


def all_templates() -> list[Template]:
    """Return every template, in order of its key."""
    return list(catalogue().values())


@cache
def catalogue() -> Mapping[str, Template]:
    """Return key -> template of the shipped catalogue."""
    return dict(read_folder(FOLDER))


def read_folder(folder: Path) -> Iterator[tuple[str, Template]]:
    """Yield key and template of every YAML file in a folder, in order of the name."""
    for path in sorted(folder.glob("*.yaml")):
        yield path.stem, read_template(path)


def read_template(path: Path) -> Template:
    """Return the template of one file; raise `CatalogueError` with every problem in it."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CatalogueError(path.name, [f"not readable as YAML: {error}"]) from error
    if found := problems(raw, key=path.stem):
        raise CatalogueError(path.name, found)
    return made_of(raw, key=path.stem)


def made_of(raw: Mapping[str, Any], *, key: str) -> Template:
    """Return the template of a content without problems."""
    return Template(
        key=key,
        themes=tuple(raw["themes"]),
        answers=tuple(raw["answers"]),
        title=raw["title"],
        for_whom=raw["for_whom"],
        why=raw["why"],
        source=Source(**raw["source"]),
        effort=Effort(raw["effort"]),
        effort_words=raw["effort_words"],
        steps=tuple(Step(**step) for step in raw["steps"]),
        message=raw["message"],
        outcomes=tuple(Outcome(**outcome) for outcome in raw["outcomes"]),
        if_not=raw["if_not"],
        tone=raw["tone"],
        team_event=TeamEvent(**event) if (event := raw.get("team_event")) else None,
    )
