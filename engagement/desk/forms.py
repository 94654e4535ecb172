"""What HR fills in at the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.desk.drafting import LONGEST_BRIEF


class BriefForm(forms.Form):
    """What is wanted, about what, in which language."""

    kind = forms.ChoiceField(label=_("What to draft"))
    brief = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A sentence is enough. Names, numbers and addresses of people are taken out first."),
        max_length=LONGEST_BRIEF,
        widget=forms.Textarea({"rows": 4}),
    )
    lang = forms.ChoiceField(label=_("Language of the draft"), choices=[("en", "English"), ("zh", "中文")])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = forms.ChoiceField(label=_("What to draft"), choices=choices)
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "brief" else "form-select"
