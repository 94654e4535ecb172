"""HR's hand on the catalogue: every change is a new version with its reason, and nothing is ever overwritten."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from engagement.actions.catalogue import Template
from engagement.actions.catalogue.validation import problems
from engagement.actions.exceptions import CatalogueError
from engagement.actions.models import TemplateVersion
from engagement.actions.shelf import template_now
from engagement.insights.actors import reader_name
from people.models import Account
from people.permissions import check_design_surveys
from privacy.ledger import record


def content_of(template: Template) -> dict[str, Any]:
    """Return a template as its file would hold it."""
    content = asdict(template)
    del content["key"]
    if content["team_event"] is None:
        del content["team_event"]
    lists = {name: list(content[name]) for name in ("themes", "answers", "steps", "outcomes")}
    return content | lists | {"effort": str(template.effort)}


def save_version(
    *, key: str, content: Mapping[str, Any], because: str, by: Account, on: date, is_retired: bool = False
) -> TemplateVersion:
    """Keep a new version of a template; raise `CatalogueError` with every problem, as for a file."""
    check_design_surveys(by)
    if found := problems(dict(content), key=key):
        raise CatalogueError(key, found)
    with transaction.atomic():
        last = TemplateVersion.objects.filter(key=key).aggregate(last=Max("version"))["last"] or 0
        version = TemplateVersion.objects.create(
            key=key,
            version=last + 1,
            content=dict(content),
            is_retired=is_retired,
            because=because[:200],
            edited_by=by,
            edited_on=on,
        )
        action = "template_retired" if is_retired else "template_edited"
        detail = {"version": version.version, "because": because[:200], "on": on.isoformat()}
        record(actor=reader_name(by), action=action, subject=f"template {key}", detail=detail)
    return version


def retire(*, key: str, because: str, by: Account, on: date) -> TemplateVersion:
    """Take a template out of use; plans that run with it go on."""
    content = content_of(template_now(key))
    return save_version(key=key, content=content, because=because, by=by, on=on, is_retired=True)
