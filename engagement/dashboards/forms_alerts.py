"""Forms on alerts and plans."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.insights.alerts import LONGEST_SNOOZE


class SnoozeForm(forms.Form):
    """Until when an alert is put aside."""

    until = forms.DateField(
        label=_("Show it again on"),
        help_text=_("A day within the next twelve weeks."),
        widget=forms.DateInput({"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
    )

    def clean_until(self) -> date:
        """Refuse today, the past, and more than twelve weeks."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if not today < until <= today + LONGEST_SNOOZE:
            raise forms.ValidationError(_("Choose a day within the next twelve weeks."))
        return until


class NoteForm(forms.Form):
    """What happened on the way, in a sentence or two."""

    text = forms.CharField(
        label=_("A note"),
        help_text=_("About the work, not about anybody."),
        max_length=500,
        widget=forms.Textarea({"rows": "2", "class": "form-control"}),
    )


class WishForm(forms.Form):
    """What a message to the team should also say."""

    wish = forms.CharField(
        label=_("What it should also say"),
        help_text=_("About the work, not about anybody. May stay empty."),
        required=False,
        max_length=400,
        widget=forms.Textarea({"rows": "2", "class": "form-control"}),
    )
