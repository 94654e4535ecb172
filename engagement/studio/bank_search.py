"""Finding items of the bank: by words, by meaning, by construct, source and scale."""

from collections.abc import Mapping
from typing import Any

from engagement.desk.bank_vectors import nearest
from engagement.desk.drafting import encoder
from engagement.desk.models import OwnItem
from nlp.language import LANGS, Lang
from surveys.bank.loader import bank

# So many items are nearest in meaning when the words themselves are found nowhere; more are too far.
NEAREST = 20


def _has_words(item: Mapping[str, Any], words: str) -> bool:
    texts = [item["id"], item["construct"], *(item["text"][lang] for lang in LANGS)]
    return any(words in text.casefold() for text in texts)


def found_kept(words: str, *, construct: str = "", scale: str = "") -> list[OwnItem]:
    """Return the questions of one's own that have the words, the newest first; "" fits everything."""
    words = words.strip().casefold()
    kept = OwnItem.objects.all()
    for name, value in (("construct", construct), ("type", scale)):
        kept = kept.filter(**{name: value}) if value else kept
    return [one for one in kept if any(words in text.casefold() for text in one.text.values())]


def by_meaning(words: str, lang: Lang) -> list[str]:
    """Return the ids of all items, the nearest to the words first."""
    ids = list(bank())
    texts = [bank()[key]["text"][lang] for key in ids]
    return [ids[place] for place in nearest(texts, words, encoder())]


def found(words: str, lang: Lang, **wanted: str) -> list[dict[str, Any]]:
    """Return the items that have the words, else the nearest in meaning; `wanted` fields are equal where given."""
    fitting = {
        key: item
        for key, item in bank().items()
        if all(item[field] == value for field, value in wanted.items() if value)
    }
    words = words.strip().casefold()
    named = [item for item in fitting.values() if _has_words(item, words)]
    if named or not words:
        return named
    return [fitting[key] for key in by_meaning(words, lang) if key in fitting][:NEAREST]
