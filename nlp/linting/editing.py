"""Small edits that turn a question into its rewrite."""

import re

_HAN = re.compile(r"[\u4e00-\u9fff]")


def is_chinese(text: str) -> bool:
    """Say whether there is a Chinese character."""
    return _HAN.search(text) is not None


def tidy(text: str) -> str:
    """Mend spaces, stray commas and the first letter after words were taken out."""
    text = re.sub(r"\s+", " ", text).strip()
    text = re.sub(r"\s+([,.?!;:，。？！；：])", r"\1", text)
    text = re.sub(r"^[\s,，、;；:：.。]+", "", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff]) +(?=[\u4e00-\u9fff])", "", text)
    text = re.sub(r"[,，、]+([.?!。？！])", r"\1", text)
    text = re.sub(r"([,，])\s*[,，]+", r"\1", text)
    text = re.sub(r"\b([Aa]) (?=[aeiou])(?!one\b|uni|use|eu)", r"\1n ", text)
    text = re.sub(r"\b([Aa])n (?=[^aeiouhAEIOUHFLMNRSX\W])", r"\1 ", text)
    return text[:1].upper() + text[1:]


def replaced(text: str, start: int, end: int, words: str = "") -> str:
    """Return the text with other words in the place of [start, end)."""
    return tidy(text[:start] + words + text[end:])


def outside_brackets(text: str) -> str:
    """Return the text with what stands in brackets or names a scale's ends blanked; every place stays the same."""
    pattern = (
        r"[(（\[【][^)）\]】]*[)）\]】]|\bfrom (?:never|not at all|\d)\b[^,.?;]*\bto [^,.?;]+"
        r"|从[“\"]?(?:从不|完全不|非常不)[^，。？；]*?到[“\"]?[^，。？；]+"
    )
    return re.sub(pattern, lambda match: " " * len(match.group()), text)
