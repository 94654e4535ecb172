"""What must never survive, whatever stands around it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.redaction.redact import redact

WORDS = st.sampled_from(
    [
        "pay",
        "is",
        "low",
        "the",
        "team",
        "工资",
        "太低",
        "领导",
        "很好",
        "加班",
        ",",
        "。",
        "please",
        "call",
        "联系",
        "and",
        "但是",
        "()",
        "\n",
    ]
)
AROUND = st.lists(WORDS, max_size=8).map(" ".join)
LOCAL = st.from_regex(r"[a-z][a-z0-9._+-]{1,12}[a-z0-9]", fullmatch=True)
DOMAIN = st.from_regex(r"[a-z][a-z0-9-]{1,10}[a-z0-9]\.(com|cn|org|co\.uk|com\.cn)", fullmatch=True)
CHINESE_MOBILE = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
ABROAD = st.from_regex(r"\+(1|44|49|65|86) [2-9][0-9]{2} [0-9]{3} [0-9]{4}", fullmatch=True)


@settings(max_examples=200, deadline=None)
@given(before=AROUND, local=LOCAL, domain=DOMAIN, after=AROUND)
def test_no_mail_address_survives(before: str, local: str, domain: str, after: str) -> None:
    found = redact(f"{before} {local}@{domain} {after}").text
    assert f"{local}@{domain}" not in found
    assert "@" not in found


@settings(max_examples=200, deadline=None)
@given(before=AROUND, number=st.one_of(CHINESE_MOBILE, ABROAD), after=AROUND)
def test_no_phone_survives(before: str, number: str, after: str) -> None:
    found = redact(f"{before} {number} {after}").text
    assert number not in found
    assert number[-4:] not in found


@settings(max_examples=100, deadline=None)
@given(text=st.text(max_size=120), name=st.sampled_from(["Quillon", "澹台明镜", "Zsófia Brannagh"]))
def test_a_roster_name_never_survives(text: str, name: str) -> None:
    assert name not in redact(f"{text} {name} {text}", [name]).text


@settings(max_examples=200, deadline=None)
@given(text=st.text(max_size=200))
def test_any_text_comes_back_and_a_second_pass_finds_no_less(text: str) -> None:
    once = redact(text)
    assert once.counts.total() >= 0
    if not once.counts:
        assert once.text == text
