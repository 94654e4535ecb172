from hypothesis import given
from hypothesis import strategies as st

from nlp.drafting.limits import shortened

TEXTS = st.text(alphabet=st.sampled_from("ab .!?。！？…，\n好工作"), max_size=80)


@given(TEXTS, st.integers(0, 90))
def test_no_text_is_longer_than_its_limit_and_a_short_one_stays(text: str, limit: int) -> None:
    made = shortened(text, limit)
    assert len(made) <= limit
    assert (made == text) == (len(text) <= limit)


@given(TEXTS, st.integers(1, 80))
def test_what_is_cut_is_the_beginning_of_the_text(text: str, limit: int) -> None:
    made = shortened(text, limit)
    assert text.startswith(made.removesuffix("…")) or made == text


def test_a_cut_falls_behind_a_sentence_where_one_ends_late_enough() -> None:
    assert shortened("One thing. Another thing that is long.", 20) == "One thing. Another…"
    assert shortened("One thing is so. Another.", 20) == "One thing is so."
    assert shortened("一件事情是这样的。另一件", 10) == "一件事情是这样的。"
    assert shortened("It costs 3.50 now", 12) == "It costs 3.…"
