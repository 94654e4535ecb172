"""The address at which a code is typed in, and its picture: the same for everybody, so that neither says who comes."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from surveys.channels.qr import qr_svg


@dataclass(frozen=True, slots=True)
class Entry:
    """Where people begin who have a code: the address, and its QR code as an SVG picture."""

    address: str
    picture: SafeString


def entry() -> Entry:
    """Return the way in for codes, under the address of the site that mails carry as well."""
    address = settings.SITE_URL + reverse("surveys:kiosk")
    return Entry(address, mark_safe(qr_svg(address)))  # noqa: S308  # drawn from our own address
