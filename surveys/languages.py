"""Content is kept by language code (`en`, `zh`); the interface says `en` and `zh-hans`. This is the bridge."""

from collections.abc import Mapping

from django.utils.translation import get_language

INTERFACE = {"en": "en", "zh": "zh-hans"}


def content_code(language: str | None) -> str:
    """Return the content language for any code of a browser, a person or the interface; English if unknown."""
    return "zh" if (language or "").lower().startswith("zh") else "en"


def interface_code(language: str | None) -> str:
    """Return the interface language for any code."""
    return INTERFACE[content_code(language)]


def pick(texts: Mapping[str, str], language: str | None = None) -> str:
    """Return the text in a language (the active one by default), else in English, else in whichever there is."""
    code = content_code(language or get_language())
    return texts.get(code) or texts.get("en") or next(iter(texts.values()), "")
