"""Texts by language inside options and settings."""

LANGUAGES = frozenset({"en", "zh"})


def is_texts(value: object) -> bool:
    """Return whether a value is a text by language, none of them empty, in languages that the interface has."""
    return (
        isinstance(value, dict)
        and bool(value)
        and set(value) <= LANGUAGES
        and all(isinstance(text, str) and bool(text.strip()) for text in value.values())
    )
