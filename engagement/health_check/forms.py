"""What an operator enters of a connection; a secret is never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.health_check.words import ADDRESS_HINTS, FIELDS
from signals.sources.base import Field
from signals.sources.registry import get_source


class CredentialForm(forms.Form):
    """The credential that a source asks for."""

    def __init__(self, source: str, data: Any = None) -> None:
        super().__init__(data)
        self.source = source
        for field in get_source(source).credential_fields:
            self.fields[field.name] = _entry(field)

    def credential(self) -> dict[str, str]:
        """Return what was entered, by field."""
        return {
            field.name: self.cleaned_data[field.name]
            for field in get_source(self.source).credential_fields
            if self.cleaned_data[field.name]
        }

    def refuse(self, field: str) -> None:
        """Say that a field cannot be right."""
        self.add_error(field if field in self.fields else None, _("This cannot be right. Please check it."))


class ConnectionForm(CredentialForm):
    """Name, address and credential of a new connection."""

    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("Each name once"))
    address = forms.CharField(label=_("Address"), max_length=300)

    def __init__(self, source: str, data: Any = None) -> None:
        super().__init__(source, data)
        self.fields["address"].help_text = str(ADDRESS_HINTS[source])
        for name in ("name", "address"):
            self.fields[name].widget.attrs |= {"class": "form-control", "autocomplete": "off"}


def _entry(field: Field) -> forms.CharField:
    attrs = {"class": "form-control", "autocomplete": "new-password" if field.is_secret else "off"}
    widget: forms.Widget = forms.TextInput(attrs)
    if field.is_long:
        widget = forms.Textarea(attrs | {"rows": 6, "spellcheck": "false"})
    elif field.is_secret:
        widget = forms.PasswordInput(attrs)
    return forms.CharField(
        label=str(FIELDS[field.name]),
        widget=widget,
        strip=not field.is_secret,
        required=field.name != "login_address",
    )
