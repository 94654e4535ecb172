"""What HR fills in at the desk: one form for every kind of draft."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.desk.drafting import LONGEST_BRIEF, LONGEST_DETAIL, SHORTEST_LIMIT, Wanted
from nlp.drafting.kinds import Kind
from nlp.language import Lang


def _line(label: str) -> forms.CharField:
    box = forms.TextInput({"class": "form-control"})
    return forms.CharField(label=label, required=False, max_length=LONGEST_DETAIL, widget=box)


class KindForm(forms.Form):
    """What is wanted of one kind: the brief, the fields of the kind, the language, and how long it may be."""

    brief = forms.CharField(
        max_length=LONGEST_BRIEF, widget=forms.Textarea({"rows": 4, "class": "form-control"})
    )

    def __init__(self, data: Any = None, *, kind: Kind, lang: Lang) -> None:
        super().__init__(data, initial={"lang": lang, "max_chars": kind.max_chars})
        self.kind = kind
        self.fields["brief"].label = kind.brief[lang]
        self.fields["brief"].help_text = _("For example: %(example)s") % {"example": kind.examples[lang]}
        for one in kind.details:
            label = one.labels[lang]
            self.fields[f"d_{one.key}"] = _line(label[:1].upper() + label[1:])
        self.fields["lang"] = forms.ChoiceField(
            label=_("Language of the draft"),
            choices=[("en", "English"), ("zh", "中文")],
            widget=forms.Select({"class": "form-select"}),
        )
        if not kind.questions:
            self.fields["max_chars"] = forms.IntegerField(
                label=_("At most so many characters"),
                min_value=SHORTEST_LIMIT,
                max_value=kind.max_chars,
                widget=forms.NumberInput({"class": "form-control"}),
            )

    def wanted(self) -> Wanted:
        """Return what the form asks for; only after it was found valid."""
        data = self.cleaned_data
        details = {one.key: data[f"d_{one.key}"] for one in self.kind.details}
        return Wanted(self.kind.key, data["brief"], data["lang"], details, data.get("max_chars"))
