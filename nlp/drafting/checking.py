"""What a model's reply has to be before it is a draft: form, length, language, no echo; invented facts are marked."""

# ruff: noqa: EM101, EM102  # the reasons are for the model, and read best where they are given

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from nlp.drafting.draft import Draft, DraftQuestion, flagged
from nlp.drafting.kinds import UNKNOWN, Kind
from nlp.drafting.prompts import TYPES, system_prompt
from nlp.drafting.scales import scale_labels
from nlp.language import Lang
from nlp.redaction.chinese import chinese_spans
from nlp.redaction.english import english_spans

if TYPE_CHECKING:
    from lingua import LanguageDetector

LONGEST_TITLE = 120
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.)、．]", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?。！？]")
_CUT = {
    "en": "The text was longer than {limit} characters and was cut.",
    "zh": "文本超过{limit}个字符，已截短。",
}
_INVENTED = {"en": "Not in the brief, please check: {facts}.", "zh": "需求中没有以下内容，请核对：{facts}。"}


class UnusableReplyError(ValueError):
    """A reply is in no form that can be shown; the argument says why, in a few words for the model."""


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder  # noqa: PLC0415  # heavy models, only for a model's replies

    names = (
        "ENGLISH",
        "CHINESE",
        "JAPANESE",
        "KOREAN",
        "FRENCH",
        "GERMAN",
        "SPANISH",
        "RUSSIAN",
        "ITALIAN",
        "PORTUGUESE",
    )
    return LanguageDetectorBuilder.from_languages(*(getattr(Language, name) for name in names)).build()


def is_written_in(text: str, lang: Lang) -> bool:
    """Say whether a text is in a language; what stands in brackets is left out."""
    found = _detector().detect_language_of(re.sub(r"\[[^\]]*\]", " ", text))
    return found is not None and found.iso_code_639_1.name.lower() == lang


def shortened(text: str, limit: int) -> str:
    """Return at most `limit` code points, cut behind a sentence where one ends in the second half."""
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[:limit])]
    return text[: ends[-1]] if ends and ends[-1] > limit // 2 else text[: limit - 1].rstrip() + "…"


def invented(text: str, brief: str) -> list[str]:
    """Return the numbers and names of a text that its brief does not hold."""
    plain = _LIST_NUMBER.sub(" ", text)
    numbers = [found for found in _NUMBER.findall(plain) if found not in _NUMBER.findall(brief)]
    spans = [*chinese_spans(plain), *english_spans(plain)]
    names = [plain[start:end] for start, end in spans if plain[start:end].casefold() not in brief.casefold()]
    return list(dict.fromkeys([*numbers, *names]))


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UnusableReplyError(f"{what} must be a text that is not empty")
    return "".join(sign for sign in value if sign.isprintable() or sign in "\n\t").strip()


def _no_echo(text: str, brief: str, lang: Lang) -> None:
    said, asked = _plain(text), _plain(brief)
    if said == asked or _plain(system_prompt(lang))[:60] in said or (len(asked) > 40 and asked in said):
        raise UnusableReplyError("it repeats what was asked")


def _questions(kind: Kind, data: Mapping[str, Any], lang: Lang) -> tuple[DraftQuestion, ...]:
    given = data.get("questions")
    if not isinstance(given, list) or not given:
        raise UnusableReplyError("questions must be a list that is not empty")
    made: list[DraftQuestion] = []
    for one in given[: kind.questions]:
        if not isinstance(one, Mapping) or one.get("type") not in TYPES:
            raise UnusableReplyError(f"a question needs text, construct, and type among {', '.join(TYPES)}")
        text = _text(one.get("text"), "the text of a question")
        if text in {other.text for other in made}:
            continue
        construct = str(one.get("construct", ""))[:64]
        made.append(
            flagged(DraftQuestion(text, one["type"], scale_labels(one["type"], lang), construct), lang)
        )
    if kind.key == "engagement_survey" and len(made) != kind.questions:
        raise UnusableReplyError(f"{kind.questions} different questions are needed")
    if sum(len(one.text) for one in made) > kind.max_chars:
        raise UnusableReplyError("it is too long")
    return tuple(made)


def as_draft(kind: Kind, data: object, brief: str, lang: Lang, model: str) -> Draft:
    """Return a model's reply as a draft; raise `UnusableReplyError` where it is none."""
    if not isinstance(data, Mapping):
        raise UnusableReplyError("a JSON object is needed")
    title = shortened(_text(data.get("title"), "title").replace("\n", " "), LONGEST_TITLE)
    questions = _questions(kind, data, lang) if kind.questions else None
    whole = "\n".join(one.text for one in questions) if questions else _text(data.get("body"), "body")
    _no_echo(whole, brief, lang)
    if not is_written_in(whole, lang):
        raise UnusableReplyError({"en": "it is not written in English", "zh": "不是用简体中文写的"}[lang])
    notes = [UNKNOWN[lang]]
    body = None if questions else shortened(whole, kind.max_chars)
    if body is not None and body != whole:
        notes.append(_CUT[lang].format(limit=kind.max_chars))
    if facts := invented(f"{title}\n{body or whole}", brief):
        notes.append(_INVENTED[lang].format(facts=("、" if lang == "zh" else ", ").join(facts[:20])))
    return Draft(kind.key, lang, "model", model, title, body, questions, tuple(notes))
