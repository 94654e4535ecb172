import pytest

from nlp.redaction.lattice import names_in, surname_at, tables


def found(text: str) -> list[str]:
    return sorted(text[start:end] for start, end in names_in(text))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("听彭于晏说明年要搬厂区", ["彭于晏"]),
        ("许巍巍说晋升名单早就定了", ["许巍巍"]),
        ("小赵、小钱都走了，老周不在", ["小赵", "小钱", "老周"]),
        ("欧阳雪梅走了以后没人接她的活", ["欧阳雪梅"]),
        ("赵丽颖组长对大家一视同仁", ["赵丽颖"]),
        ("刘总一句话", ["刘"]),
        ("芳姐打菜手不抖", ["芳"]),
        ("王建国", ["王建国"]),
    ],
)
def test_names_are_found_where_words_leave_room(text: str, names: list[str]) -> None:
    assert found(text) == sorted(names)


@pytest.mark.parametrize(
    "text",
    ["高温补贴今年发了", "马上就要过年了", "白天开会晚上干活", "总经理信箱形同虚设", "成本压得太狠", "黄金周没有假", "万一出事故谁负责",
     "", "OK", "，。！", "一" * 300],
)  # fmt: skip
def test_ordinary_text_has_no_names(text: str) -> None:
    assert found(text) == []


def test_compound_surnames_come_first() -> None:
    assert (surname_at("欧阳娜", 0), surname_at("王芳", 0), surname_at("的话", 0)) == ("欧阳", "王", "")


def test_a_surname_of_tier_one_is_commoner_than_one_of_tier_two() -> None:
    made = tables()
    assert made.surnames["王"] > made.surnames["徐"] > made.surnames["贾"]
    assert "李娜" not in made.words
    assert "李娜" in made.people
