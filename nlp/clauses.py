"""Where one thought ends and the next begins: sentences, and parts set against each other by but / 不过."""

import re

_SENTENCE = re.compile(
    r"(?<=[.!?…])\s+(?=[\"'“(]?[^\W_])|(?<=[。！？；;!?])|\n+|\s*[•●]\s*|(?<=[a-z]{2}\.)(?=[A-Z])"
)
_CONTRAST_EN = re.compile(
    r"[,;:\s–—-]+(?=(?:but|however|although|though|yet|except|whereas|while|nevertheless|"
    r"on the other hand|that said|unfortunately|the only downside|only downside|otherwise)\b)",
    re.IGNORECASE,
)
_CONTRAST_ZH = re.compile(
    r"(?=但是|但愿|不过|可是|可惜|然而|只是|就是(?!说|这|因)|反而|唯独|美中不足|(?<!不)(?<!非)但(?!是|愿|凡))"
)
_COMMA = re.compile(r"\s*[,，、]\s*|\s+[-–—]\s+|\s*——\s*|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_LETTER = re.compile(r"[^\W_]")
MINIMUM = {"en": 3, "zh": 4}


def size(text: str, lang: str) -> int:
    """Return the length of a part: words in English, characters in Chinese."""
    return len(text.split()) if lang == "en" else len(_LETTER.findall(text))


def _merge_short(parts: list[str], lang: str) -> list[str]:
    """Join parts too short to be judged alone (`But no.`) with the part before them."""
    merged: list[str] = []
    for part in (piece.strip() for piece in parts):
        if not part:
            continue
        if merged and (size(part, lang) < MINIMUM[lang] or size(merged[-1], lang) < MINIMUM[lang]):
            merged[-1] = f"{merged[-1]} {part}" if lang == "en" else merged[-1] + part
        else:
            merged.append(part)
    return merged


def split_clauses(text: str, lang: str) -> list[str]:
    """Return the clauses of `text` in order.

    Cuts at sentence ends, line breaks and contrast markers (the marker stays with the second part). Parts shorter than
    three words or four characters join their neighbour. Text without a letter gives no clause.
    """
    if not _LETTER.search(text):
        return []
    contrast = _CONTRAST_EN if lang == "en" else _CONTRAST_ZH
    parts = [piece for sentence in _SENTENCE.split(text) for piece in contrast.split(sentence)]
    return _merge_short(parts, lang)


def split_commas(clause: str, lang: str) -> list[str]:
    """Return the comma-separated parts of one clause, short ones joined to their neighbour."""
    return _merge_short(_COMMA.split(clause), lang)
