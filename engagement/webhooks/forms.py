"""What an operator enters of a webhook."""

from django import forms
from django.utils.translation import gettext_lazy as _

_ATTRS = {"class": "form-control", "autocomplete": "off"}


class WebhookForm(forms.Form):
    """Name and address."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("Each name once"), widget=forms.TextInput(_ATTRS)
    )
    address = forms.CharField(
        label=_("Address"),
        max_length=300,
        help_text=_("https://…, where your program takes messages"),
        widget=forms.TextInput(_ATTRS),
    )

    def refuse(self, field: str) -> None:
        """Say what a field must be."""
        reasons = {
            "name": _("Another webhook has this name. Please choose a different one."),
            "address": _("Expected an address that begins with https://, without a password in it."),
        }
        self.add_error(field, reasons[field])
