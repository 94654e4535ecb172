"""A questionnaire as SurveyJS JSON. What SurveyJS has no word for stands under `telescope`, which it ignores."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from surveys.exchange.surveyjs_words import ENDS, as_locstring, scale_words

OWN = ("construct", "reversed", "bank_item", "wording")
TYPES = {
    "agreement5": "rating", "agreement7": "rating", "frequency": "rating", "scale10": "rating", "rating": "rating",
    "smiley": "rating", "single": "radiogroup", "multiple": "checkbox", "ranking": "ranking", "matrix": "matrix",
    "number": "text", "date": "text", "short": "text", "text": "comment", "note": "html",
}  # fmt: skip


def export_surveyjs(definition: Mapping[str, Any]) -> dict[str, Any]:
    """Return the definition of a questionnaire as SurveyJS has it; a page per run of questions of one section."""
    runs = [
        (section, list(asked))
        for section, asked in groupby(definition["questions"], lambda q: q.get("section", {}))
    ]
    types = {question["key"]: question["type"] for question in definition["questions"]}
    out: dict[str, Any] = {
        "title": as_locstring(definition["title"]),
        "pages": [
            _page(number, section, asked, types) for number, (section, asked) in enumerate(runs, start=1)
        ],
        "telescope": {"key": definition["key"], "purpose": definition["purpose"]},
    }
    if definition.get("intro"):
        out["description"] = as_locstring(definition["intro"])
    return out


def _page(
    number: int, section: dict[str, str], asked: list[Mapping[str, Any]], types: Mapping[str, str]
) -> dict[str, Any]:
    page: dict[str, Any] = {"name": f"page{number}", "elements": [_element(one, types) for one in asked]}
    return page | ({"title": as_locstring(section)} if section else {})


def _element(question: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    kind, text = question["type"], as_locstring(question["text"])
    out: dict[str, Any] = {"type": TYPES[kind], "name": question["key"]}
    out |= {"html": text} if kind == "note" else {"title": text}
    if question.get("help_text"):
        out["description"] = as_locstring(question["help_text"])
    if question.get("required"):
        out["isRequired"] = True
    if question.get("show_if"):
        out["visibleIf"] = visible_if(question["show_if"], types[question["show_if"]["question"]])
    own = {name: question[name] for name in OWN if question.get(name)} | {"type": kind}
    return out | _shape(kind, question, question.get("settings", {})) | {"telescope": own}


def _shape(kind: str, question: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is asked about: steps, choices, rows, bounds."""
    options = _items(question.get("options", []))
    if kind in ("agreement5", "agreement7", "frequency", "smiley"):
        return _steps(kind) | ({"rateType": "smileys"} if kind == "smiley" else {})
    if kind == "scale10":
        low, high = ({code: ends[end] for code, ends in ENDS.items()} for end in (0, 1))
        words = {"minRateDescription": as_locstring(low), "maxRateDescription": as_locstring(high)}
        return {"rateMin": 0, "rateMax": 10} | words
    if kind == "rating":
        return _rating(settings)
    if kind == "matrix":
        columns = _steps(settings["scale"])["rateValues"] if settings.get("scale") else options
        return {"columns": columns, "rows": _items(settings["rows"])}
    if kind in ("number", "date"):
        return {"inputType": kind} | {name: settings[name] for name in ("min", "max") if name in settings}
    shown = {"choices": options} if options else {}
    return shown | ({"showOtherItem": True} if settings.get("other") else {})


def _steps(kind: str) -> dict[str, Any]:
    words = scale_words(kind)
    steps = [{"value": n, "text": as_locstring(text)} for n, text in enumerate(words, start=1)]
    return {"rateMin": 1, "rateMax": len(words), "rateValues": steps}


def _rating(settings: Mapping[str, Any]) -> dict[str, Any]:
    low, high, labels = settings["min"], settings["max"], settings.get("labels", {})
    ends = {"rateMin": low, "rateMax": high}
    if not labels:
        return ends
    steps = [
        {"value": n} | ({"text": as_locstring(labels[str(n)])} if str(n) in labels else {})
        for n in range(low, high + 1)
    ]
    return ends | {"rateValues": steps}


def _items(items: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{"value": item["key"], "text": as_locstring(item["text"])} for item in items]


def visible_if(rule: Mapping[str, Any], over: str) -> str:
    """Return a show-if rule as SurveyJS writes it, over a question of a type."""
    several = over == "multiple"
    equal, other = ("contains", "notcontains") if several else ("=", "!=")
    op = {"eq": equal, "ne": other, "in": "anyof", "le": "<=", "ge": ">="}[rule["op"]]
    value = rule["value"]
    shown = f"[{', '.join(map(_quoted, value))}]" if isinstance(value, list) else _quoted(value)
    return f"{{{rule['question']}}} {op} {shown}"


def _quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)
