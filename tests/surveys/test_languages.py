"""The bridge between the languages of content and of the interface."""

import pytest
from django.utils import translation

from surveys.languages import content_code, interface_code, pick


@pytest.mark.parametrize("code", ["zh", "zh-hans", "zh-CN", "zh_TW", "ZH"])
def test_every_chinese_is_chinese(code: str) -> None:
    assert (content_code(code), interface_code(code)) == ("zh", "zh-hans")


@pytest.mark.parametrize("code", ["en", "en-GB", "de", "", None, "'><script>"])
def test_everything_else_is_english(code: str | None) -> None:
    assert (content_code(code), interface_code(code)) == ("en", "en")


def test_pick_takes_the_active_language_then_english_then_any() -> None:
    with translation.override("zh-hans"):
        assert pick({"en": "Yes", "zh": "是"}) == "是"
        assert pick({"en": "Yes"}) == "Yes"
    with translation.override("en"):
        assert pick({"en": "Yes", "zh": "是"}) == "Yes"
        assert pick({"zh": "是"}) == "是"
        assert pick({}) == ""
    assert pick({"en": "Yes", "zh": "是"}, "zh") == "是"
