"""Forms of the dashboards."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

TWO_WEEKS = timedelta(days=13)


class LaunchForm(forms.Form):
    """When the next pulse opens and closes, and what it is called in both languages."""

    title_en = forms.CharField(label=_("Title in English"), max_length=80)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    opens_on = forms.DateField(
        label=_("Opens on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    closes_on = forms.DateField(
        label=_("Closes on"),
        help_text=_("The last day on which answers are taken. Two weeks are usual."),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"

    def clean(self) -> dict[str, Any]:
        """Refuse a first day in the past and a last day before the first."""
        cleaned = super().clean() or {}
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and opens_on < timezone.localdate():
            self.add_error("opens_on", _("Choose today or a later day."))
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("Choose a day on or after the first one."))
        return cleaned

    def launch_arguments(self) -> dict[str, Any]:
        """Return what `launch_pulse` takes from the form."""
        data = self.cleaned_data
        title = {"en": data["title_en"], "zh": data["title_zh"]}
        return {"title": title, "opens_on": data["opens_on"], "closes_on": data["closes_on"]}


class BecauseForm(forms.Form):
    """Why an alert is put aside, in the words of the person who does."""

    because = forms.CharField(
        label=_("Why is nothing needed?"), max_length=200, widget=forms.TextInput({"class": "form-control"})
    )


def first_values(today: date, title: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return what the launch form starts with: today, two weeks, and the title as given or after the month."""
    title = title or {}
    return {
        "title_en": title.get("en", "")[:80] or f"Pulse {today:%B %Y}",
        "title_zh": title.get("zh", "")[:80] or f"{today.year}年{today.month}月脉搏调查",
        "opens_on": today,
        "closes_on": today + TWO_WEEKS,
    }


class ShareForm(forms.Form):
    """What employees read beside the results: you said, we did, in both languages."""

    heard_en = forms.CharField(
        label=_("You said, in English"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    heard_zh = forms.CharField(
        label=_("You said, in Chinese"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    doing_en = forms.CharField(
        label=_("We did, in English"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    doing_zh = forms.CharField(
        label=_("We did, in Chinese"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    tell = forms.BooleanField(
        label=_("Tell everybody who was invited by e-mail, once"),
        help_text=_(
            "The same short note to all, with a link to the results; whoever answered reads what all others read."
        ),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("heard_en", "heard_zh", "doing_en", "doing_zh"):
            self.fields[name].widget.attrs["class"] = "form-control"

    def words(self) -> dict[str, dict[str, str]]:
        """Return the words by part and language."""
        data = self.cleaned_data
        return {part: {code: data[f"{part}_{code}"] for code in ("en", "zh")} for part in ("heard", "doing")}
