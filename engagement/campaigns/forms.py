"""The form on which a campaign is planned."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.campaigns.planning import Plan
from surveys.enums import WaveKind
from surveys.languages import pick
from surveys.models import Campaign, Questionnaire

# A year of waves a day apart is more than anybody plans; a wave of two months is no pulse any more.
LONGEST_EVERY, LONGEST_OPEN, MOST_ITEMS = 365, 60, 60
Trigger = Campaign.Trigger


def _day(label: Any, **fields: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **fields)


class CampaignForm(forms.Form):
    """When a questionnaire is sent, to whom, and how much of it at a time."""

    title_en = forms.CharField(label=_("Title in English"), max_length=80)
    title_zh = forms.CharField(label=_("Title in Chinese"), max_length=80)
    trigger = forms.ChoiceField(label=_("When people are asked"))
    starts_on = _day(_("First day"))
    ends_on = _day(_("Last day"), required=False, help_text=_("Empty: until you end it."))
    every_days = forms.IntegerField(
        label=_("Days from one wave to the next"),
        help_text=_("Counts only for campaigns that ask again and again."),
        min_value=1,
        max_value=LONGEST_EVERY,
    )
    open_days = forms.IntegerField(label=_("Days a wave is open"), min_value=1, max_value=LONGEST_OPEN)
    most_items = forms.IntegerField(
        label=_("Most questions per person and wave"),
        help_text=_("0: everybody is asked everything. Otherwise the questions rotate from wave to wave."),
        min_value=0,
        max_value=MOST_ITEMS,
    )
    core = forms.MultipleChoiceField(
        label=_("Asked in every wave"),
        help_text=_("Counts only where questions rotate."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, questionnaire: Questionnaire, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questionnaire = questionnaire
        leaving = questionnaire.purpose == WaveKind.EXIT
        self.fields["trigger"].choices = [  # type: ignore[attr-defined]  # a ChoiceField has them
            (value, label) for value, label in Trigger.choices if (value == Trigger.LEAVING) == leaving
        ]
        self.fields["core"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField has them
            (one.key, pick(one.text)) for one in questionnaire.questions.all()
        ]
        for name, field in self.fields.items():
            kinds = {"core": "campaign-core", "trigger": "form-select"}
            field.widget.attrs["class"] = kinds.get(name, "form-control")

    def clean_starts_on(self) -> date:
        """Refuse a first day in the past: what was missed is not made up for."""
        day: date = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        return day

    def plan(self) -> Plan:
        """Return the campaign that the form describes."""
        data = dict(self.cleaned_data)
        title = {"en": data.pop("title_en"), "zh": data.pop("title_zh")}
        return Plan(questionnaire=self.questionnaire, title=title, **data)


def first_values(questionnaire: Questionnaire, today: date) -> dict[str, Any]:
    """Return what the form starts with: from today, a third of a longer questionnaire every two weeks, open for one."""
    count = questionnaire.questions.count()
    leaving = questionnaire.purpose == WaveKind.EXIT
    return {
        "title_en": questionnaire.title.get("en", "")[:80],
        "title_zh": questionnaire.title.get("zh", "")[:80],
        "trigger": Trigger.LEAVING if leaving else Trigger.RECURRING,
        "starts_on": today,
        "every_days": 14,
        "open_days": 7,
        "most_items": 0 if leaving or count <= 6 else max(6, -(-count // 3)),
    }
