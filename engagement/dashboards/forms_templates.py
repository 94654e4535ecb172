"""The form in which HR writes a template, in both languages side by side: texts, and steps to change, add or remove."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.actions.catalogue import Template
from engagement.actions.catalogue.validation import LONGEST_PLAN_DAYS, TEXTS, problems
from engagement.actions.editing import content_of

LABELS = {
    "title": (_("Title in English"), _("Title in Chinese")),
    "for_whom": (_("For whom, in English"), _("For whom, in Chinese")),
    "why": (_("Why it helps, in English"), _("Why it helps, in Chinese")),
    "effort_words": (_("Effort, in English"), _("Effort, in Chinese")),
    "message": (_("Message to the team, in English"), _("Message to the team, in Chinese")),
    "if_not": (_("If it does not help, in English"), _("If it does not help, in Chinese")),
    "tone": (_("How to accompany it, in English"), _("How to accompany it, in Chinese")),
}
SHORT = ("title", "effort_words", "tone")
LANGUAGES = ("en", "zh")


HOW_TO_CHANGE_STEPS = _("To remove a step, empty both its texts; to add one, fill an empty place.")
# Empty places for steps to be added, and how many steps a plan may have: more are not done.
SPARE, MOST_STEPS = 2, 12


class TemplateForm(forms.Form):
    """Texts and steps of a template; what it answers and what should move stay as in the template it starts from.

    A step whose texts are both emptied is removed, one that is filled in an empty place is added; steps stand in the
    order of their days.
    """

    key = forms.SlugField(
        label=_("Short name"),
        max_length=64,
        help_text=_("Lower-case English words joined by underscores; it never changes again."),
        widget=forms.TextInput({"class": "form-control"}),
    )

    def __init__(self, data: Any = None, *, template: Template, is_new: bool) -> None:
        self.base = content_of(template)
        super().__init__(data, initial=_initial(self.base, "" if is_new else template.key))
        if not is_new:
            del self.fields["key"]
        self.fixed_key = "" if is_new else template.key
        for name, labels in LABELS.items():
            for language, label in zip(LANGUAGES, labels, strict=True):
                self.fields[f"{name}_{language}"] = _text(label, is_short=name in SHORT)
        now = len(self.base["steps"])
        self.places = range(1, max(now, min(MOST_STEPS, now + SPARE)) + 1)
        for number in self.places:
            self.fields[f"step{number}_day"] = _day(number)
            for language in LANGUAGES:
                label = _step_label(number, language)
                self.fields[f"step{number}_{language}"] = _text(label, is_required=False)
        self.fields["because"] = forms.CharField(
            label=_("Why this change?"), max_length=200, widget=forms.TextInput({"class": "form-control"})
        )

    def clean(self) -> dict[str, Any]:
        """Hold the form to the rules of a file."""
        cleaned = super().clean() or {}
        if not self.errors:
            for problem in problems(self.content(), key=self.template_key()):
                self.add_error(None, problem)
        return cleaned

    def template_key(self) -> str:
        """Return the key of the template written."""
        return self.fixed_key or str(self.cleaned_data["key"])

    def content(self) -> dict[str, Any]:
        """Return the template as a file would hold it."""
        data = self.cleaned_data
        texts = {name: {code: data[f"{name}_{code}"] for code in LANGUAGES} for name in TEXTS}
        steps = [
            {"day": data[f"step{number}_day"], "text": text}
            for number in self.places
            if any((text := {code: data[f"step{number}_{code}"] for code in LANGUAGES}).values())
        ]
        # A step without a day is named as a problem; until then it stands first.
        steps.sort(key=lambda step: -1 if step["day"] is None else step["day"])
        return self.base | texts | {"steps": steps}


class RetireForm(forms.Form):
    """Why a template is taken out of use."""

    because = forms.CharField(
        label=_("Why is it taken out of use?"),
        max_length=200,
        widget=forms.TextInput({"class": "form-control"}),
    )


def _initial(base: Mapping[str, Any], key: str) -> dict[str, Any]:
    texts = {f"{name}_{code}": base[name][code] for name in TEXTS for code in LANGUAGES}
    steps: dict[str, Any] = {}
    for number, step in enumerate(base["steps"], start=1):
        steps |= {f"step{number}_{code}": step["text"][code] for code in LANGUAGES}
        steps[f"step{number}_day"] = step["day"]
    return {"key": key, **texts, **steps}


def _day(number: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Step %(number)d: day after the start") % {"number": number},
        help_text=HOW_TO_CHANGE_STEPS if number == 1 else "",
        required=False,
        min_value=0,
        max_value=LONGEST_PLAN_DAYS,
        widget=forms.NumberInput({"class": "form-control"}),
    )


def _text(label: Any, *, is_short: bool = False, is_required: bool = True) -> forms.CharField:
    attributes = {"class": "form-control"}
    widget = forms.TextInput(attributes) if is_short else forms.Textarea(attributes | {"rows": "3"})
    return forms.CharField(label=label, max_length=1000, widget=widget, required=is_required)


def _step_label(number: int, language: str) -> Any:
    words = {"number": number}
    if language == "en":
        return _("Step %(number)d, in English") % words
    return _("Step %(number)d, in Chinese") % words
