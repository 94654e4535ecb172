"""The templates in use: the shipped catalogue, with what HR edited, added or retired on top of it."""

from collections.abc import Mapping, Sequence

from engagement.actions.catalogue import Template
from engagement.actions.catalogue.loader import catalogue, made_of
from engagement.actions.catalogue.template import Effort
from engagement.actions.exceptions import UnknownTemplateError
from engagement.actions.models import TemplateVersion
from engagement.insights.models import Alert, Theme
from engagement.insights.named import named_by

LEAST_CHOICE = 2


def newest_versions() -> dict[str, TemplateVersion]:
    """Return key -> the newest version that HR wrote; templates never touched are not among them."""
    return {one.key: one for one in TemplateVersion.objects.order_by("key", "version")}


def every_template(versions: Mapping[str, TemplateVersion] | None = None) -> dict[str, Template]:
    """Return key -> template as it stands now, retired ones too, in order of the key; `versions` spares a query."""
    return _with_edited(newest_versions() if versions is None else versions)


def _with_edited(versions: Mapping[str, TemplateVersion]) -> dict[str, Template]:
    edited = {key: made_of(one.content, key=key) for key, one in versions.items()}
    return dict(sorted({**catalogue(), **edited}.items()))


def templates_in_use(versions: Mapping[str, TemplateVersion] | None = None) -> list[Template]:
    """Return the templates that can be adopted, in order of their key; `versions` spares a query."""
    versions = newest_versions() if versions is None else versions
    retired = {key for key, one in versions.items() if one.is_retired}
    return [template for key, template in _with_edited(versions).items() if key not in retired]


def template_now(key: str) -> Template:
    """Return a template as it stands now; a retired one is still there for the plans that run with it."""
    version = TemplateVersion.objects.filter(key=key).order_by("-version").first()
    found = made_of(version.content, key=key) if version else catalogue().get(key)
    if found is None:
        raise UnknownTemplateError(key)
    return found


def fitting(alert: Alert, in_use: Sequence[Template] | None = None) -> list[Template]:
    """Return the templates in use for an alert: those of its theme and those that answer what its evidence names.

    Those that answer the evidence stand first, then the ones with the least effort. What leavers named, or kept quiet
    about, is answered by nothing else where two templates or more do answer it. `in_use` spares a query where it is known.
    """
    named, effort = named_by(alert.evidence), list(Effort)
    in_use = templates_in_use() if in_use is None else in_use
    answering = {template.key for template in in_use if named & set(template.answers)}
    narrow = alert.theme == Theme.EXIT_THEME and len(answering) >= LEAST_CHOICE
    offered = [
        template
        for template in in_use
        if template.key in answering or (alert.theme in template.themes and not narrow)
    ]
    return sorted(offered, key=lambda one: (one.key not in answering, effort.index(one.effort), one.key))
