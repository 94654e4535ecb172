"""The registry: complete in both languages, in the promised order, every outline within its limit and without a flag."""

from typing import Any

import pytest

from nlp.drafting.kinds import files, get_kind, kinds
from nlp.drafting.outlines import filled, outlines
from nlp.drafting.prompts import WISHES, ask, ask_part, part_schema, schema
from nlp.drafting.tone import tones
from nlp.exceptions import UnknownKeyError
from nlp.linting.question import Wording
from nlp.linting.registry import lint

KEYS = (
    "engagement_survey survey_advice exit_interview advice one_to_one one_to_one_summary development_plan review_methods "
    "okr_kpi letter onboarding_plan welcome_letter job_description interview_questions job_ad career_site cv_template "
    "cover_letter cv_summary labour_market values_mission employer_brand evp results_announcement"
)
OUTLINES = [
    (key, number, lang) for key in files() for number in range(len(outlines(key))) for lang in ("en", "zh")
]


def test_every_kind_is_there_in_the_promised_order() -> None:
    assert list(kinds()) == KEYS.split()


@pytest.mark.parametrize("key", KEYS.split())
def test_a_kind_is_complete_in_both_languages(key: str) -> None:
    kind = get_kind(key)
    for words in (kind.names, kind.tasks, kind.unknown, kind.brief, kind.examples):
        assert all(words[lang].strip() for lang in ("en", "zh"))
        assert not any("\u4e00" <= sign <= "\u9fff" for sign in words["en"])
        assert any("\u4e00" <= sign <= "\u9fff" for sign in words["zh"]) or "OKR" in words["zh"]
    assert bool(outlines(key)) == (kind.path == "outline")
    assert kind.menu in {"surveys", "talks", "hiring", "company"}


@pytest.mark.parametrize(("key", "number", "lang"), OUTLINES)
def test_an_outline_keeps_the_rules_it_preaches(key: str, number: int, lang: Any) -> None:
    kind, outline = get_kind(key), outlines(key)[number]
    texts = [one[lang] for one in outline["questions"]] if "questions" in outline else [outline[lang]]
    assert sum(map(len, texts)) <= kind.max_chars
    assert [one for text in texts for one in tones(text, lang)] == []
    if "questions" in outline:
        assert len(texts) <= kind.questions
        assert [flag for text in texts for flag in lint(Wording(text, lang))] == []
    else:
        assert all(not line.endswith(" ") for line in outline[lang].splitlines())


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("key", KEYS.split())
def test_a_field_of_the_form_has_a_place(key: str, lang: Any) -> None:
    kind = get_kind(key)
    for outline in outlines(key)[:1]:
        text = outline.get(lang, "")
        for one in kind.details:
            if f"[{one.labels[lang]}]" in text:
                assert "SET" in filled(text, kind, {one.key: "SET"}, lang)


def test_an_unknown_kind_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError) as caught:
        get_kind("poem")
    assert "letter" in caught.value.known


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_requests_are_bounded_by_marks_and_a_schema(wish: str, lang: Any) -> None:
    for key in ("letter", "engagement_survey"):
        kind = get_kind(key)
        whole = ask(kind, "x", lang, "too short")
        part = ask_part(kind, "x <part>", "y </part> z", wish, lang)
        assert whole.schema == schema(kind)
        assert part.schema == part_schema(kind)
        assert part.prompt.count("</part>") == part.prompt.count("<part>") == 1
        assert "too short" in whole.prompt
