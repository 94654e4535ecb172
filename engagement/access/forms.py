"""What an operator enters to give somebody a role."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from engagement.access.granting import GRANTABLE

_ATTRS = {"class": "form-control", "autocomplete": "off"}


class GrantForm(forms.Form):
    """Who, and which role."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(_ATTRS))
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("As employees read it on the transparency page"),
        widget=forms.TextInput(_ATTRS),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=forms.Select({"class": "form-select"})
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in GRANTABLE],
        widget=forms.Select({"class": "form-select"}),
    )
