"""A SurveyJS questionnaire as a definition of ours."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from surveys.enums import WaveKind
from surveys.exchange.conditions import show_if, translator
from surveys.exchange.exceptions import ShapeError
from surveys.exchange.records import Draft, key_of, plain
from surveys.exchange.surveyjs_shapes import Shapes, own_settings
from surveys.exchange.surveyjs_words import FOREIGN

# What is carried over, or says only how something looks.
SURVEY_KEYS = {"title", "description", "pages", "elements", "locale", "telescope", "name", "showProgressBar"}
KEYS = {
    "type", "name", "title", "description", "isRequired", "visibleIf", "choices", "rows", "columns", "rateMin", "rateMax", "rateValues",
    "rateType", "rateCount", "minRateDescription", "maxRateDescription", "min", "max", "inputType", "html", "telescope", "showOtherItem",
    "hasOther", "labelTrue", "labelFalse", "elements", "startWithNewLine", "titleLocation", "colCount", "autoGenerate", "rateStep", "items",
    "maxLength", "placeholder", "width", "minWidth", "maxWidth",
}  # fmt: skip


def import_surveyjs(content: Any, name: str) -> Draft:
    """Return what a SurveyJS file contains; what is no such file raises `ShapeError`.

    Parameters
    ----------
    content
        The file as JSON is read.
    name
        What to call a questionnaire without a title.
    """
    if not isinstance(content, dict) or not ("pages" in content or "elements" in content):
        raise ShapeError(where="", expected="a SurveyJS questionnaire: an object with pages or elements")
    reader = Reader(content, own_settings(content), name)
    for number, page in enumerate(_list(content, "pages", "") or [content], start=1):
        reader.page(page, f"page {number}")
    for extra in sorted(set(content) - SURVEY_KEYS):
        reader.draft.leave(extra, "survey", "no place for this setting here")
    if not reader.draft.questions:
        raise ShapeError(where="pages", expected="one question at least that can be carried over")
    return reader.draft


class Reader:
    """The questionnaire so far, while its pages are read."""

    def __init__(self, content: Mapping[str, Any], own: Mapping[str, Any], name: str) -> None:
        self.home = FOREIGN.get(str(content.get("locale", "en")).lower(), "")
        self.draft = Draft({"questions": []})
        self.shapes = Shapes(self.draft, self.home, self.texts)
        self.options: dict[tuple[str, str], str] = {}
        self.taken: set[str] = set()
        purpose = own.get("purpose", WaveKind.PULSE)
        title = self.texts(content.get("title"), "title") or {"en": name}
        self.draft.definition |= {
            "key": key_of(own.get("key") or title.get("en") or name, set(), "imported"),
            "title": title,
            "purpose": purpose if purpose in WaveKind.values else WaveKind.PULSE.value,
        }
        if intro := self.texts(content.get("description"), "description"):
            self.draft.definition["intro"] = intro

    def texts(self, value: object, name: str) -> dict[str, str]:
        """Return a text by our languages; each other language is noted."""
        if isinstance(value, (str, int, float)):
            value = {"default": value}
        found: dict[str, str] = {}
        for code, text in value.items() if isinstance(value, dict) else ():
            ours = self.home if code == "default" else FOREIGN.get(str(code).lower(), "")
            if not ours:
                self.draft.leave(str(code), "language", "only English and Chinese are kept")
            elif words := plain(text):
                found[ours] = words
        return found

    def page(self, page: object, where: str) -> None:
        """Read a page: its title becomes the section of its questions."""
        if not isinstance(page, dict):
            raise ShapeError(where=where, expected="an object with elements")
        before = len(self.draft.questions)
        condition = str(page.get("visibleIf", ""))
        section = (
            self.texts(page.get("title"), where) if "pages" not in page and "telescope" not in page else {}
        )
        for place, element, conditions in _elements(page, where, (condition,) if condition else ()):
            self.element(element, place, section, conditions)
        self.draft.pages += len(self.draft.questions) > before

    def element(
        self, element: Mapping[str, Any], where: str, section: dict[str, str], outer: tuple[str, ...]
    ) -> None:
        """Read one question, or note why it stays behind."""
        kind, name = str(element.get("type", "text")), str(element.get("name") or where)
        made = self.shapes.shape(element, kind, name)
        if made is None:
            return
        own = own_settings(element)
        text = self.texts(element.get("html" if kind == "html" else "title"), name)
        key = key_of(name, self.taken, f"q{len(self.taken) + 1}")
        self.draft.keys[name] = key
        question = {"key": key, "text": text or {self.home or "en": plain(name) or key}, **made}
        for field, value in (
            ("section", section),
            ("help_text", self.texts(element.get("description"), name)),
        ):
            if value:
                question[field] = value
        if element.get("isRequired") is True and made["type"] not in ("short", "text", "note"):
            question["required"] = True
        question |= {k: own[k] for k in ("construct", "reversed", "bank_item", "wording") if k in own}
        self.condition(
            question, name, [*outer, *([str(element["visibleIf"])] if element.get("visibleIf") else [])]
        )
        self.remember(key, kind, made, element.get("choices") or ())
        self.draft.questions.append(question)
        for extra in sorted(set(element) - KEYS):
            self.draft.leave(name, extra, "no place for this setting here")

    def remember(self, key: str, kind: str, made: Mapping[str, Any], choices: Iterable[Any]) -> None:
        """Keep which value in the file is which option, for the conditions over them."""
        for option, source in zip(made.get("options", []), choices, strict=False):
            self.options[key, str(source["value"] if isinstance(source, dict) else source)] = option["key"]
        if made.get("settings", {}).get("other"):
            self.options[key, "other"] = "other"
        if kind == "boolean":
            self.options |= {(key, "true"): "yes", (key, "false"): "no"}

    def condition(self, question: dict[str, Any], name: str, written: list[str]) -> None:
        """Give a question its show-if rule, or note that it is asked of everybody."""
        known = {one["key"]: one for one in self.draft.questions}
        rules = translator(self.draft.keys, self.options, known)
        found = show_if(written[0], rules, known) if len(written) == 1 else None
        if found:
            question["show_if"] = found
        elif written:
            self.draft.leave(
                name,
                "visibleIf",
                f"no rule of ours says this, so it is asked of everybody: {' and '.join(written)}",
            )


def _list(content: Mapping[str, Any], key: str, where: str) -> list[Any]:
    value = content.get(key, [])
    if not isinstance(value, list):
        raise ShapeError(where=f"{where} {key}".strip(), expected="a list")
    return value


def _elements(
    holder: Mapping[str, Any], where: str, outer: tuple[str, ...]
) -> Iterator[tuple[str, Mapping[str, Any], tuple[str, ...]]]:
    """Yield the questions of a page with the conditions around them; panels are opened."""
    for number, element in enumerate(_list(holder, "elements", where), start=1):
        place = f"{where}, element {number}"
        if not isinstance(element, dict):
            raise ShapeError(where=place, expected="an object with a type")
        if element.get("type") == "panel":
            inside = outer + ((str(element["visibleIf"]),) if element.get("visibleIf") else ())
            yield from _elements(element, place, inside)
        else:
            yield place, element, outer
