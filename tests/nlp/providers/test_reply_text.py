import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nlp.providers.reply_text import decode, readable


@example("", "\x1f\\", 0)  # ends in a backslash, which is written as two
@given(st.text(max_size=40), st.text(max_size=80), st.integers(0, 400))
def test_what_is_readable_grows_into_the_whole(title: str, body: str, cut: int) -> None:
    reply = json.dumps({"title": title, "body": body})
    whole = f"{title}\n{body}"
    assert readable(reply) == whole
    readable(reply[:cut])  # any beginning can be read


@pytest.mark.parametrize(
    ("so_far", "text"),
    [
        ("", ""),
        ('{"title": "We', "We"),
        ('{"title": "A", "body": "one\\ntw', "A\none\ntw"),
        ('{"body": "half an escape \\', "half an escape "),
        ('{"body": "\\u4f60\\u5', "你"),
        ('{"body": "so\\ud83d', "so"),
        ('{"body": "C:\\\\', "C:\\"),
        ('{"questions": [{"text": "Why?", "type": "text"}, {"text": "Ho', "Why?\nHo"),
    ],
)
def test_what_is_not_finished_is_read_as_far_as_it_goes(so_far: str, text: str) -> None:
    assert readable(so_far) == text


@pytest.mark.parametrize("text", ["", "no", "[1]", '"a"', "{"])
def test_what_holds_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # its text is the reply itself
        decode(text)
