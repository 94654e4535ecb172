"""Words of the desk in templates."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
WISHES = {
    "again": _("in other words"),
    "shorter": _("shorter"),
    "plainer": _("in plainer words"),
    "warmer": _("more warmly"),
    "formal": _("more formally"),
}


@register.filter
def wish_words(wish: str) -> str:
    """Return how a part may be rewritten, in words."""
    return str(WISHES[wish])


@register.filter
def html_lang(lang: str) -> str:
    """Return the language of a text as HTML names it."""
    return "zh-Hans" if lang == "zh" else "en"
