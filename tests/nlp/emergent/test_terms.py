from nlp.emergent.terms import Naming, distinctive_terms, terms_of


def named(texts: list[str], lang: str, labels: list[int], **rule: object) -> list[tuple[str, ...]]:
    words = [terms_of(text, lang) for text in texts]
    return [one[lang] for one in distinctive_terms(words, [lang] * len(texts), labels, Naming(**rule))]  # type: ignore[arg-type]


PARKING = [f"The parking permits were taken {n}" for n in range(6)]
ROTA = [f"The rota is late {n}" for n in range(6)]


def test_words_that_tell_a_topic_from_another_name_it() -> None:
    assert named(PARKING + ROTA, "en", [0] * 6 + [1] * 6) == [
        ("parking", "permit", "taken"),
        ("late", "rota"),
    ]


def test_a_word_that_fewer_than_five_authors_used_names_nothing() -> None:
    texts = [*PARKING[:4], *["The permits are gone"] * 4, *ROTA]
    assert named(texts, "en", [0] * 8 + [1] * 6)[0] == ("permit",)


def test_one_author_who_repeats_a_word_counts_once() -> None:
    texts = ["parking parking parking parking parking", "permits", *ROTA]
    assert named(texts, "en", [0, 0, *[1] * 6])[0] == ()


def test_names_of_people_and_tokens_never_name_a_topic() -> None:
    texts = [f"kenworthy [NAME] took the parking {n}" for n in range(6)]
    assert named(texts + ROTA, "en", [0] * 6 + [1] * 6, names=["Ann Kenworthy"])[0] == ("parking", "took")[:1]


def test_a_word_as_common_elsewhere_does_not_tell_a_topic() -> None:
    texts = [f"the canteen queue {n}" for n in range(6)] + [f"the canteen rota {n}" for n in range(6)]
    assert named(texts, "en", [0] * 6 + [1] * 6) == [("queue",), ("rota",)]


def test_what_is_ordinary_anywhere_stands_back() -> None:
    texts = [f"manager parking {n}" for n in range(6)] + ROTA
    assert named(texts, "en", [0] * 6 + [1] * 6, ordinary={"en": {"manager": 0.5}})[0] == (
        "parking",
        "manager",
    )


def test_chinese_words_are_cut_and_a_part_stands_for_the_whole() -> None:
    texts = ["停车位没有了", "停车场满了", "停车证取消", "停车太难", "停车位摇号"] + ["食堂太贵了"] * 5
    assert named(texts, "zh", [0] * 5 + [1] * 5) == [("停车",), ("太贵", "食堂")]


def test_odd_text_gives_no_words_and_no_error() -> None:
    for text in ("", "👍👍", "\0\0", "\ud800", "123 456", "שלום עולם"):
        assert terms_of(text, "en") == frozenset()
        assert terms_of(text, "zh") == frozenset()
