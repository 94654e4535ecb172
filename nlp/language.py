"""Which of the two languages a comment is written in, short and mixed comments included."""

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lingua import LanguageDetector

Lang = Literal["en", "zh"]
LANGS: tuple[Lang, ...] = ("en", "zh")

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
# A Chinese character carries about 0.6 of an English word.
_WORDS_PER_HAN = 0.6


@cache
def _detector() -> "LanguageDetector":
    # Loaded on the first text that the share of characters leaves open: most runs never need it.
    from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415  # heavy models, rarely needed

    return LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.CHINESE).build()


def detect_language(text: str) -> Lang:
    """Return `en` or `zh`.

    The share of Chinese characters decides first, because it is fast and right for nearly every comment. Only where
    neither language has twice the other's words is lingua asked (limited to the two).
    Text with no letter at all (empty, emoji, figures) is `en`.
    """
    han = len(_HAN.findall(text)) * _WORDS_PER_HAN
    if not han:
        return "en"
    latin = len(_WORD.findall(text))
    if han >= latin:
        return "zh"
    if latin > 2 * han:
        return "en"
    found = _detector().detect_language_of(text)
    return "zh" if found is None or found.iso_code_639_1.name == "ZH" else "en"
