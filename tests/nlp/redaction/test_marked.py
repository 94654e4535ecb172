"""The redactor on texts in which everything personal is marked; `tests.bench.bench_pii` prints the whole table."""

import pytest

from tests.nlp.redaction.marked import parse, read_chinese, read_forms, tally, words

AIMED = ("NAME", "EMAIL", "PHONE", "ID", "CARD")


def test_the_chinese_set_is_large_and_both_halves_hold_every_kind() -> None:
    texts = read_chinese()
    assert len({one.text for one in texts}) == len(texts) >= 300
    kinds = [
        {kind for one in texts if one.half == half for *_, kind in one.wanted} for half in ("dev", "test")
    ]
    assert kinds[0] == kinds[1] >= {"NAME", "EMAIL", "PHONE", "ID", "CARD", "ADDRESS", "DOB", "HANDLE"}
    names = [{one.text[a:b] for one in texts if one.half == half for a, b, kind in one.wanted if kind == "NAME"}
             for half in ("dev", "test")]  # fmt: skip
    assert len(names[0] & names[1]) <= 0.05 * len(names[1])


def test_marks_become_spans_and_a_tail_may_go_or_stay() -> None:
    one = parse("跟<NAME 孙|师傅>学，<PHONE 13100000000> ## 孙大圣", "dev")
    assert one.text == "跟孙师傅学，13100000000"
    assert [one.text[a:b] for a, b, _ in one.wanted] == ["孙", "13100000000"]
    assert [one.text[a:b] for a, b in one.free] == ["师傅", ""]
    assert one.roster == {"孙大圣"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_forms_that_rules_were_mended_on_stay_mended(lang: str) -> None:
    found = tally(read_forms(lang))
    assert found.recall(*AIMED) >= 0.9, found.missed
    assert found.recall("ADDRESS", "DOB", "HANDLE") == 1, found.missed
    assert found.share_lost <= 0.02


@pytest.mark.parametrize(("half", "recall", "lost"), [("dev", 0.98, 0.02), ("test", 0.93, 0.02)])
def test_recall_and_words_lost_in_chinese(half: str, recall: float, lost: float) -> None:
    found = tally(one for one in read_chinese() if one.half == half)
    assert found.recall(*AIMED) >= recall, found.missed
    assert found.share_lost <= lost, found.taken


def test_a_span_half_gone_is_not_found_and_a_word_half_gone_is_lost() -> None:
    found = tally([parse("有事打<PHONE 13812345678，或9>吧", "dev"), parse("老板娘管财务", "dev")])
    assert (found.wanted["PHONE"], found.found["PHONE"], found.lost) == (1, 0, 0)
    found = tally([parse("有事打13812345678吧，我是王建国经理", "dev")])
    assert found.lost >= 1


def test_words_of_both_languages() -> None:
    assert len(list(words("Don't stop, it's 5 pm", "en"))) == 4
    assert "".join("老板娘管财务"[a:b] for a, b in words("老板娘管财务", "zh")) == "老板娘管财务"
