"""The marks of the detectors as a form: each between the value of the definition and the most careful one."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from engagement.health_check.words import MARKS
from signals.selectors import company_marks
from signals.thresholds import THRESHOLDS


class MarksForm(forms.Form):
    """One number for every mark; the field says in words from where to where."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        now = company_marks()
        for key, one in THRESHOLDS.items():
            low, high = sorted((one.default, one.furthest))
            words = {"default": f"{one.default:g}", "furthest": f"{one.furthest:g}"}
            self.fields[key] = forms.FloatField(
                label=str(MARKS[key]),
                min_value=low,
                max_value=high,
                initial=now[key],
                help_text=_("%(default)s by definition, %(furthest)s at the most careful") % words,
                widget=forms.NumberInput({"class": "form-control", "step": "any", "inputmode": "decimal"}),
            )
