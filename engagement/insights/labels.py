"""Names of items in the language of the reader, and released numbers in words."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagement.insights.measures import TOPIC, Scale, find_measure, say_range
from nlp.taxonomy import TOPICS
from privacy.models import ReleasedTable
from surveys.models import Question

POLARITY = ":polarity"


def in_language(text: Mapping[str, str]) -> str:
    """Return a text in the language of the reader; English, then any, where it is not there."""
    chinese = (get_language() or "").startswith("zh")
    return text.get("zh" if chinese else "en") or text.get("en") or next(iter(text.values()), "")


def item_labels(items: Collection[str]) -> dict[str, str]:
    """Return item -> name for metrics, constructs, topics and survey items; an unknown one keeps its key."""
    questions = {
        item.split("=")[0] for item in items if not find_measure(item) and not item.startswith(TOPIC)
    }
    known = Question.objects.filter(key__in=questions).order_by("questionnaire_id")
    texts = {question.key: question for question in known}
    return {item: _label(item, texts.get(item.split("=")[0])) for item in items}


def _label(item: str, question: Question | None) -> str:
    if measure := find_measure(item):
        return str(measure.label)
    if item.startswith(TOPIC):
        return _topic_label(item)
    if question is None:
        return item
    options = {f"{question.key}={option['key']}": option["text"] for option in question.options}
    return in_language(options.get(item, question.text))


def _topic_label(item: str) -> str:
    key = item.removeprefix(TOPIC).removesuffix(POLARITY)
    names = {topic.key: {"en": topic.name_en, "zh": topic.name_zh} for topic in TOPICS}
    name = in_language(names.get(key, {"en": key}))
    return _("Tone when it is about: %(topic)s") % {"topic": name} if item.endswith(POLARITY) else name


def number_words(quoted: Mapping[str, Any]) -> str:
    """Return the number of a quote in words: the rounded value where there is one, else its interval."""
    scale = _scale(quoted)
    if "band" in quoted:
        return _say(quoted["band"], scale)
    if scale is Scale.SHARE and "favourable" in quoted:
        low, high = quoted["favourable"]
        return _say([low / 100, high / 100], scale)
    number = quoted.get("value", quoted.get("mean"))
    if number is not None and quoted.get("precision") != "coarse":
        return _say([number, number], scale)
    return _say(quoted["interval"], scale) if "interval" in quoted else _("not shown: the group is too small")


def _say(pair: Sequence[float], scale: Scale) -> str:
    return say_range(pair[0], pair[1], scale)


def _scale(quoted: Mapping[str, Any]) -> Scale:
    item = quoted["item"]
    if measure := find_measure(item):
        return measure.scale
    if item.endswith(POLARITY):
        return Scale.INDEX
    if quoted["kind"] == ReleasedTable.Kind.TOPICS or "=" in item:
        return Scale.SHARE
    return Scale.TEN_STEPS if quoted.get("scale", [0, 0])[1] == 10 else Scale.FIVE_STEPS
