"""What a SurveyJS question becomes here: type, options and settings, or nothing where there is no such type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.exchange.records import Draft, key_of, plain
from surveys.exchange.surveyjs_words import scale_with

CHOICES = {
    "radiogroup": "single", "dropdown": "single", "buttongroup": "single", "checkbox": "multiple", "tagbox": "multiple", "ranking": "ranking",
}  # fmt: skip
INPUTS = {"text": "short", "number": "number", "range": "number", "date": "date"}
# A rating of our own has whole steps from 0 on, eleven at most, none above 99.
STEPS, HIGHEST = 10, 99
Element = Mapping[str, Any]
Shape = dict[str, Any]


def own_settings(element: Element) -> Mapping[str, Any]:
    """Return what this product wrote into an element when it exported it; nothing for a file of others."""
    own = element.get("telescope")
    return own if isinstance(own, dict) else {}


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a rating: their values if they are listed, the first and the last, and the words that some have."""

    values: list[Any]
    low: Any
    high: Any
    labels: dict[str, dict[str, str]]

    def are_whole_and_even(self) -> bool:
        """Say whether every step is one more than the one before, from 0 on and eleven at most."""
        if type(self.low) is not int or type(self.high) is not int:
            return False
        even = self.values in ([], list(range(self.low, self.high + 1)))
        return even and 0 <= self.low < self.high <= min(self.low + STEPS, HIGHEST)


class Shapes:
    """Reads the shape of one question after the other; `texts` gives a text by our languages."""

    def __init__(self, draft: Draft, home: str, texts: Callable[[object, str], dict[str, str]]) -> None:
        self.draft, self.home, self.texts = draft, home, texts
        self.readers: Mapping[str, Callable[[Element, str], Shape | None]] = {
            "rating": self.rating,
            "matrix": self.matrix,
            "text": self.text,
            "boolean": self.boolean,
        }

    def shape(self, element: Element, kind: str, name: str) -> Shape | None:
        """Return type, options and settings; None where there is no such type here."""
        if kind in CHOICES:
            return self.choice(element, kind, name)
        if kind in self.readers:
            return self.readers[kind](element, name)
        if kind in ("comment", "html"):
            return {"type": "text" if kind == "comment" else "note"}
        self.draft.leave(name, kind, "no such type of question here")
        return None

    def items(self, listed: object, name: str) -> list[dict[str, Any]]:
        """Return choices, rows or columns as options."""
        taken: set[str] = set()
        found = []
        for number, item in enumerate(listed if isinstance(listed, list) else [], start=1):
            value = item.get("value") if isinstance(item, dict) else item
            text = self.texts(item.get("text") if isinstance(item, dict) else None, name)
            text = text or {self.home or "en": plain(value) or str(number)}
            found.append({"key": key_of(value, taken, f"o{number}"), "text": text})
        return found

    def choice(self, element: Element, kind: str, name: str) -> Shape | None:
        """Read a choice or a ranking."""
        options = self.items(element.get("choices"), name)
        if len(options) < 2:
            self.draft.leave(name, kind, "a choice needs two options in the file itself")
            return None
        other = element.get("showOtherItem") is True or element.get("hasOther") is True
        if other and CHOICES[kind] != "ranking":
            options = [option for option in options if option["key"] != "other"]
            return {"type": CHOICES[kind], "options": options, "settings": {"other": True}}
        return {"type": CHOICES[kind], "options": options}

    def steps(self, element: Element, name: str) -> Steps:
        """Return the steps of a rating, listed or by its ends."""
        listed = element.get("rateValues") or []
        values = [step.get("value") if isinstance(step, dict) else step for step in listed]
        low = values[0] if values else element.get("rateMin", 1)
        last = low + element.get("rateCount", 5) - 1 if type(low) is int else 5
        high = values[-1] if values else element.get("rateMax", last)
        words = {
            str(step["value"]): self.texts(step.get("text"), name)
            for step in listed
            if isinstance(step, dict) and "value" in step
        }
        return Steps(values, low, high, {value: text for value, text in words.items() if text})

    def rating(self, element: Element, name: str) -> Shape | None:
        """Read a rating: one of our scales by its words or ends, else a scale of its own."""
        steps = self.steps(element, name)
        if known := _known_scale(element, steps):
            return {"type": known}
        labels = dict(steps.labels)
        for end, field in ((steps.low, "minRateDescription"), (steps.high, "maxRateDescription")):
            if text := self.texts(element.get(field), name):
                labels.setdefault(str(end), text)
        if not steps.are_whole_and_even() or element.get("rateStep", 1) != 1:
            self.draft.leave(name, "rating", "only whole steps from 0 on, eleven at most")
            return None
        settings = {"min": steps.low, "max": steps.high} | ({"labels": labels} if labels else {})
        return {"type": "rating", "settings": settings}

    def matrix(self, element: Element, name: str) -> Shape | None:
        """Read a matrix: rows on one of our scales, or over columns of its own."""
        rows, columns = self.items(element.get("rows"), name), self.items(element.get("columns"), name)
        if not rows or len(columns) < 2:
            self.draft.leave(name, "matrix", "a matrix needs rows and two columns in the file itself")
            return None
        scale = scale_with([column["text"] for column in columns])
        smileys = [{"key": str(number)} for number in range(1, 6)]
        if scale is None and own_settings(element) and [{"key": c["key"]} for c in columns] == smileys:
            scale = "smiley"
        if scale:
            return {"type": "matrix", "settings": {"rows": rows, "scale": scale}}
        return {"type": "matrix", "options": columns, "settings": {"rows": rows}}

    def text(self, element: Element, name: str) -> Shape | None:
        """Read a typed answer by its input; what asks for an address or a number of a person stays behind."""
        given = str(element.get("inputType", "text"))
        if given not in INPUTS:
            self.draft.leave(name, f"text/{given}", "answers here are anonymous and of other kinds")
            return None
        bounds = ("min", "max") if given != "text" else ()
        settings = {bound: element[bound] for bound in bounds if bound in element}
        return {"type": INPUTS[given]} | ({"settings": settings} if settings else {})

    def boolean(self, element: Element, name: str) -> Shape:
        """Read yes or no as a choice of two."""
        yes = self.texts(element.get("labelTrue"), name) or {"en": "Yes", "zh": "是"}
        no = self.texts(element.get("labelFalse"), name) or {"en": "No", "zh": "否"}
        return {"type": "single", "options": [{"key": "yes", "text": yes}, {"key": "no", "text": no}]}


def _known_scale(element: Element, steps: Steps) -> str | None:
    """Return which of our scales a rating is; None for one of its own, and for what we exported as such."""
    if own_settings(element).get("type") == "rating":
        return None
    if element.get("rateType") == "smileys" and (steps.low, steps.high) == (1, 5):
        return "smiley"
    if (steps.low, steps.high) == (0, 10) and not steps.labels:
        return "scale10"
    if steps.low == 1 and len(steps.labels) == len(steps.values):
        return scale_with(list(steps.labels.values()))
    return None
