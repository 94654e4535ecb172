"""Forms of the studio."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.desk.drafting import LONGEST_BRIEF
from nlp.language import LANGS
from surveys.enums import QuestionType, WaveKind
from surveys.exchange.files import LARGEST
from surveys.logic import OPERATORS
from surveys.models import Question
from surveys.question_types.registry import QUESTION_TYPES

AREA = {"rows": 2, "class": "form-control"}
# A matrix and a rating with steps of its own have settings that only a file writes.
WRITABLE = [kind for kind in QuestionType if kind not in (QuestionType.MATRIX, QuestionType.RATING)]
CONDITIONS = {
    "eq": gettext_lazy("is"), "ne": gettext_lazy("is not"), "in": gettext_lazy("is one of"),
    "le": gettext_lazy("is at most"), "ge": gettext_lazy("is at least"),
}  # fmt: skip
assert set(CONDITIONS) == set(OPERATORS)  # noqa: S101  # a new operator needs words


def _text(label: Any, **fields: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=2000, widget=forms.Textarea(AREA), **fields
    )


def _line(label: Any, **fields: Any) -> forms.CharField:
    box = forms.TextInput({"class": "form-control"})
    return forms.CharField(label=label, required=False, max_length=160, widget=box, **fields)


def _choice(label: Any, choices: Any, **fields: Any) -> forms.ChoiceField:
    box = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, widget=box, **fields)


def _both(data: dict[str, Any], field: str) -> dict[str, str]:
    """Return a text by language, without the languages that are empty."""
    return {lang: text for lang in LANGS if (text := data[f"{field}_{lang}"].strip())}


class GoalForm(forms.Form):
    """What HR wants to know, in a sentence."""

    goal = forms.CharField(
        label=gettext_lazy("What would you like to find out?"),
        help_text=gettext_lazy("One sentence, for example: why do night-shift nurses leave after a year?"),
        max_length=LONGEST_BRIEF,
        widget=forms.Textarea(AREA),
    )
    purpose = _choice(
        gettext_lazy("Who will answer?"),
        [
            (WaveKind.PULSE, gettext_lazy("People who work here")),
            (WaveKind.EXIT, gettext_lazy("People who are leaving")),
        ],
    )


class FileForm(forms.Form):
    """A questionnaire of another tool."""

    file = forms.FileField(
        label=gettext_lazy("SurveyJS JSON or LimeSurvey .lss"),
        widget=forms.FileInput({"class": "form-control", "accept": ".json,.lss"}),
    )

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(
                _("The file is larger than %(size)d MB.") % {"size": LARGEST // 1_000_000}
            )
        return upload


class TitleForm(forms.Form):
    """Title and introduction in both languages."""

    title_en = _line(gettext_lazy("Title in English"))
    title_zh = _line(gettext_lazy("Title in Chinese"))
    intro_en = _text(gettext_lazy("Introduction in English"))
    intro_zh = _text(gettext_lazy("Introduction in Chinese"))

    def clean(self) -> dict[str, Any]:
        """Want a title in one language at least."""
        data = super().clean() or {}
        if not (data.get("title_en") or data.get("title_zh")):
            self.add_error("title_en", _("Write a title in one language at least."))
        return data

    def texts(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return title and introduction by language."""
        return _both(self.cleaned_data, "title"), _both(self.cleaned_data, "intro")


class QuestionForm(forms.Form):
    """A question with its translation side by side."""

    text_en = _text(gettext_lazy("Question in English"))
    text_zh = _text(gettext_lazy("Question in Chinese"))
    type = _choice(gettext_lazy("How it is answered"), [(kind, kind.label) for kind in WRITABLE])
    options = _text(
        gettext_lazy("Options to choose from"),
        help_text=gettext_lazy("One a line, both languages with a bar between them: Yes | 是"),
    )
    section_en = _line(gettext_lazy("Section in English"))
    section_zh = _line(gettext_lazy("Section in Chinese"))
    required = forms.BooleanField(
        label=gettext_lazy("Has to be answered or declined"),
        required=False,
    )
    show_question = _choice(gettext_lazy("Ask only if the answer to"), [], required=False)
    show_op = _choice(gettext_lazy("Condition"), list(CONDITIONS.items()), required=False)
    show_value = _line(
        gettext_lazy("Which answer"),
        help_text=gettext_lazy("A number, or the key of an option; several with commas."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, earlier: list[Question], question: Question | None = None
    ) -> None:
        super().__init__(data, initial=initial(question) if question else {})
        self.earlier = {one.key: one for one in earlier if QUESTION_TYPES[one.type].decides}
        self.stored = question
        shown = [(key, f"{key}: {next(iter(one.text.values()))[:60]}") for key, one in self.earlier.items()]
        self.fields["show_question"] = _choice(
            gettext_lazy("Ask only if the answer to"),
            [("", gettext_lazy("(asked of everybody)")), *shown],
            required=False,
        )
        if question is not None and question.type not in WRITABLE:
            self.fields["type"] = _choice(
                gettext_lazy("How it is answered"), [(question.type, QuestionType(question.type).label)]
            )

    def clean(self) -> dict[str, Any]:
        """Want a text in one language at least, and a condition that is complete."""
        data = super().clean() or {}
        if not (data.get("text_en") or data.get("text_zh")):
            self.add_error("text_en", _("Write the question in one language at least."))
        if data.get("show_question") and not data.get("show_value"):
            self.add_error("show_value", _("Say upon which answer it is asked."))
        return data

    def as_fields(self) -> dict[str, Any]:
        """Return the fields of the question as a definition has them."""
        data = self.cleaned_data
        found: dict[str, Any] = {
            "type": data["type"],
            "text": _both(data, "text"),
            "section": _both(data, "section"),
            "required": data["required"],
            "show_if": self._condition(),
        }
        takes = QUESTION_TYPES[data["type"]].takes_options
        if takes or self.stored is None or data["type"] != self.stored.type:
            found["options"] = self._options() if takes else []
        return found

    def _options(self) -> list[dict[str, Any]]:
        """Return one option a line; as long as none is added or taken out, each keeps its key."""
        lines = [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]
        before = [one["key"] for one in self.stored.options] if self.stored else []
        keys = before if len(before) == len(lines) else [f"o{number}" for number in range(1, len(lines) + 1)]
        made: list[dict[str, Any]] = []
        for key, line in zip(keys, lines, strict=True):
            words = zip(LANGS, (part.strip() for part in line.split("|", 1)), strict=False)
            made.append({"key": key, "text": {lang: word for lang, word in words if word}})
        return made

    def _condition(self) -> dict[str, Any]:
        data = self.cleaned_data
        if not data["show_question"]:
            return {}
        values = [
            _typed(self.earlier[data["show_question"]], one.strip()) for one in data["show_value"].split(",")
        ]
        operator = data["show_op"] or "eq"
        value = values if operator == "in" else values[0]
        return {"question": data["show_question"], "op": operator, "value": value}


def _typed(source: Question, text: str) -> Any:
    """Return what was typed as an answer to a question: a number where it counts in numbers."""
    spec = QUESTION_TYPES[source.type]
    typed = spec.from_form([text])
    return typed[0] if isinstance(typed, list) and len(typed) == 1 else typed


def initial(question: Question) -> dict[str, Any]:
    """Return what the form of a stored question starts with."""
    rule = question.show_if
    value = rule.get("value", "")
    texts = {
        f"{name}_{lang}": getattr(question, name).get(lang, "")
        for name in ("text", "section")
        for lang in LANGS
    }
    options = (
        " | ".join(one["text"].get(lang, "") for lang in LANGS).rstrip(" |") for one in question.options
    )
    return texts | {
        "type": question.type,
        "options": "\n".join(options),
        "required": question.required,
        "show_question": rule.get("question", ""),
        "show_op": rule.get("op", "eq"),
        "show_value": ", ".join(map(str, value)) if isinstance(value, list) else value,
    }
