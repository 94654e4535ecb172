"""The catalogue of templates: one YAML file each, every text in English and Chinese."""

from engagement.actions.catalogue.loader import (
    all_templates,
    get_template,
    templates_answering,
    templates_for,
)
from engagement.actions.catalogue.template import Outcome, Source, Step, TeamEvent, Template, Text

__all__ = [
    "Outcome", "Source", "Step", "TeamEvent", "Template", "Text",
    "all_templates", "get_template", "templates_answering", "templates_for",
]  # fmt: skip
