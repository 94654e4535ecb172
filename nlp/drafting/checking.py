"""What a model's reply has to be before it is a draft: form, length, language, no echo; invented facts are marked."""

# ruff: noqa: EM101, EM102  # the reasons are for the model, and read best where they are given

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from nlp.drafting.draft import Draft, DraftQuestion, Part, flagged
from nlp.drafting.kinds import UNKNOWN, Kind
from nlp.drafting.limits import CUT, LONGEST_TITLE, shortened
from nlp.drafting.prompts import TYPES, system_prompt
from nlp.drafting.scales import scale_labels
from nlp.drafting.tone import tones
from nlp.language import Lang

if TYPE_CHECKING:
    from lingua import LanguageDetector

LONGEST_CONSTRUCT = 64
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
_LIST_NUMBER = re.compile(r"^\s*\d{1,2}[.)、．]", re.MULTILINE)
_INVENTED = {"en": "Not in the brief, please check: {facts}.", "zh": "需求中没有以下内容，请核对：{facts}。"}
_TONE = {"en": "“{words}” {why}: please check.", "zh": "“{words}”{why}，请核对。"}
_COMMA = {"en": ", ", "zh": "、"}


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


def invented(text: str, brief: str) -> list[str]:
    """Return the numbers and names of a text that its brief does not hold."""
    from nlp.redaction.chinese import chinese_spans  # noqa: PLC0415  # word lists, only for a model's replies
    from nlp.redaction.english import english_spans  # noqa: PLC0415  # the same

    plain = _LIST_NUMBER.sub(" ", text)
    numbers = [found for found in _NUMBER.findall(plain) if found not in _NUMBER.findall(brief)]
    spans = [*chinese_spans(plain), *english_spans(plain)]
    names = [plain[start:end] for start, end in spans if plain[start:end].casefold() not in brief.casefold()]
    return list(dict.fromkeys([*numbers, *names]))


def remarks(text: str, brief: str, lang: Lang) -> list[str]:
    """Return what a person should look at in a model's text: facts that the brief does not hold, and the tone."""
    facts = invented(text, brief)[:20]
    told = [_INVENTED[lang].format(facts=_COMMA[lang].join(facts))] if facts else []
    return told + [_TONE[lang].format(words=one.words, why=one.why) for one in tones(text, lang)]


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _text(value: object, what: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise UnusableReplyError(f"{what} must be a text that is not empty")
    return "".join(sign for sign in value if sign.isprintable() or sign in "\n\t").strip()


def _check_words(text: str, brief: str, lang: Lang) -> None:
    """Refuse an echo and another language."""
    said, asked = _plain(text), _plain(brief)
    if said == asked or _plain(system_prompt(lang))[:60] in said or (len(asked) > 40 and asked in said):
        raise UnusableReplyError("it repeats what was asked")
    if not is_written_in(text, lang):
        raise UnusableReplyError({"en": "it is not written in English", "zh": "不是用简体中文写的"}[lang])


def _question(given: object, lang: Lang) -> DraftQuestion:
    if not isinstance(given, Mapping) or given.get("type") not in TYPES:
        raise UnusableReplyError(f"a question needs text, construct, and type among {', '.join(TYPES)}")
    text = _text(given.get("text"), "the text of a question")
    kind, construct = given["type"], str(given.get("construct", ""))[:LONGEST_CONSTRUCT]
    return flagged(DraftQuestion(text, kind, scale_labels(kind, lang), construct), lang)


def _questions(kind: Kind, data: Mapping[str, Any], lang: Lang) -> tuple[DraftQuestion, ...]:
    given = data.get("questions")
    if not isinstance(given, list) or not given:
        raise UnusableReplyError("questions must be a list that is not empty")
    made = {one.text: one for one in (_question(each, lang) for each in given[: kind.questions])}
    if kind.key == "engagement_survey" and len(made) != kind.questions:
        raise UnusableReplyError(f"{kind.questions} different questions are needed")
    if sum(map(len, made)) > kind.max_chars:
        raise UnusableReplyError("it is too long")
    return tuple(made.values())


def as_draft(kind: Kind, data: object, brief: str, lang: Lang, model: str) -> Draft:
    """Return a model's reply as a draft; raise `UnusableReplyError` where it is none."""
    if not isinstance(data, Mapping):
        raise UnusableReplyError("a JSON object is needed")
    title = shortened(_text(data.get("title"), "title").replace("\n", " "), LONGEST_TITLE)
    questions = _questions(kind, data, lang) if kind.questions else None
    whole = "\n".join(one.text for one in questions) if questions else _text(data.get("body"), "body")
    _check_words(whole, brief, lang)
    notes = [UNKNOWN[lang], kind.unknown[lang]]
    body = None if questions else shortened(whole, kind.max_chars)
    if body is not None and body != whole:
        notes.append(CUT[lang].format(limit=kind.max_chars))
    notes += remarks(f"{title}\n{body or whole}", brief, lang)
    return Draft(kind.key, lang, "model", model, title, body, questions, tuple(notes))


def as_part(kind: Kind, data: object, brief: str, lang: Lang) -> Part:
    """Return a model's reply as one part, a question or a paragraph; raise `UnusableReplyError` where it is none."""
    if not isinstance(data, Mapping):
        raise UnusableReplyError("a JSON object is needed")
    question = _question(data, lang) if kind.questions else None
    whole = question.text if question else _text(data.get("text"), "text")
    _check_words(whole, brief, lang)
    text = whole if question else shortened(whole, kind.max_chars)
    if len(text) > kind.max_chars:
        raise UnusableReplyError("it is too long")
    return Part(text, question, tuple(remarks(text, brief, lang)))
