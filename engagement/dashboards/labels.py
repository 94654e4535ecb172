"""Names of things a reader meets: constructs, topics, units. Keys come from surveys, signals and nlp."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from engagement.insights.labels import in_language
from engagement.insights.measures import CONSTRUCT, find_measure
from nlp.taxonomy import TOPICS

TOPIC_NAMES = {topic.key: {"en": topic.name_en, "zh": topic.name_zh} for topic in TOPICS}

pick = in_language


def construct_label(key: str) -> str:
    """Return the name of what a group of items measures."""
    measure = find_measure(CONSTRUCT + key)
    return str(measure.label) if measure else key.replace("_", " ")


def topic_label(key: str) -> str:
    """Return the name of a topic of the taxonomy."""
    return pick(TOPIC_NAMES.get(key, {"en": key}))


def unit_name(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a unit, of the people directly in it (`UNIT/*`), or of units that answered together."""
    if code in names:
        return names[code]
    if code.endswith("/*"):
        return _("%(unit)s, directly") % {"unit": unit_name(code[:-2], names)}
    if "+" in code:
        return listed([unit_name(part, names) for part in code.split("+")])
    return code


def listed(names: Sequence[str]) -> str:
    """Join names for a sentence or a heading."""
    return " + ".join(names)
