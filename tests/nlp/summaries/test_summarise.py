"""Summaries of a model over a real HTTP server, well-meaning and hostile: what may be read out, and what may not."""

import json
from typing import Any

import pytest

from nlp.emergent.find import codebook_for
from nlp.encoders.caching import CachingEncoder
from nlp.encoders.embedded import EmbeddedEncoder
from nlp.language import Lang
from nlp.providers.http import Endpoint
from nlp.providers.none import NoProvider
from nlp.providers.openai_compatible import OpenAICompatibleProvider
from nlp.summaries.checked import AUTHORS
from nlp.summaries.summarise import Judging, Subject, Summary, summarise

COMMENTS = [
    "The turnstile lets one person through every ten seconds and the queue is long.",
    "My badge stops working twice a week and the turnstile stays shut.",
    "I queue eighteen minutes at the turnstile and then get marked late.",
    "The badge reader at the turnstile has been broken since May.",
    "Whoever chose this turnstile never had to enter at eight o'clock.",
    "The turnstile scanner does not recognise half of our team.",
    "Badge, face scan and turnstile: three checks to reach my own desk.",
    "The turnstile again. The queue was out in the rain.",
]
CHINESE = [
    "新闸机十秒才过一个人，队伍排到马路上。", "门禁卡一周坏两次，闸机开不了。", "排队过闸机排了很久，还算我迟到。", "三楼的门禁坏到现在没人修。",
    "选这套闸机的人肯定没在早高峰进过门。", "闸机认不出我们组一半的人。", "刷卡、刷脸、过闸机，进自己办公室要过好几关。", "又是闸机，下雨天大家都在外面排队。",
]  # fmt: skip
JUDGING = Judging(CachingEncoder(EmbeddedEncoder()), codebook_for("embedded"), names=["Ann Kenworthy"])
EVERY = list(range(1, 9))
GOOD = "Getting in at the turnstile takes too long because scanners and badges fail."


def reply(*points: Any) -> dict[str, Any]:
    content = json.dumps({"points": list(points)}, ensure_ascii=False)
    return {"choices": [{"message": {"content": content}}], "model": "small"}


def point(text: Any, comments: Any = None) -> dict[str, Any]:
    return {"text": text, "comments": EVERY if comments is None else comments}


def asked(
    server: Any, lang: Lang = "en", comments: list[str] | None = None, notes: list[Any] | None = None
) -> Summary:
    texts = comments or (CHINESE if lang == "zh" else COMMENTS)
    endpoint = Endpoint(server.url, "small", attempts=1, timeout=5, total=5)
    subject = Subject("turnstile", texts, [lang] * len(texts))
    note = None if notes is None else (lambda size, outcome: notes.append((size, outcome)))
    return summarise(OpenAICompatibleProvider(endpoint), subject, lang, JUDGING, note)


def test_a_general_statement_is_read_out_with_a_count_of_ours(model_server: Any) -> None:
    model_server.answer(reply(point(GOOD)))
    notes: list[Any] = []
    found = asked(model_server, notes=notes)
    assert [one.text for one in found.points] == [GOOD]
    assert 6 <= found.points[0].support <= 8
    assert found.model == "small"
    assert notes[0][1] == "used"


def test_chinese_statements_are_read_out_too(model_server: Any) -> None:
    model_server.answer(reply(point("进门刷卡不灵，闸机前排队太久，影响上班。")))
    assert len(asked(model_server, "zh").points) == 1


def test_what_is_sent_is_marked_data_with_a_fixed_form_and_no_tool(model_server: Any) -> None:
    model_server.answer(reply(point(GOOD)))
    asked(model_server)
    body = model_server.asked[0][1]
    assert set(body) == {"model", "messages", "temperature", "max_tokens", "response_format"}
    assert body["response_format"]["json_schema"]["strict"] is True
    system, prompt = (message["content"] for message in body["messages"])
    mark = system.split("mark ")[1].split(",")[0]
    assert prompt.count(mark) == 2
    data = prompt.split(mark)[1].strip().splitlines()
    assert [json.loads(line)["comment"] for line in data] == COMMENTS


HOSTILE: dict[str, Any] = {
    "a run of five words of one comment": point("The queue is long: lets one person through every ten seconds at the turnstile."),
    "a run in other case and marks": point("Turnstile: GET MARKED LATE — and then get marked late, at the turnstile queue."),
    "a figure": point("8 people say that the turnstile takes too long."),
    "a figure in words": point("Seven people say that the turnstile takes too long."),
    "a share": point("The majority waits too long at the turnstile."),
    "a name of the roster": point("Ann Kenworthy makes everybody wait at the turnstile."),
    "a name nobody knows": point("Mr. Robert Fitzgerald makes everybody wait at the turnstile."),
    "an address": point("Write to boss@example.com about the turnstile queue."),
    "a link": point("See https://evil.example about the turnstile queue."),
    "markup": point("The turnstile <img src=x onerror=alert()> takes too long."),
    "another language": point("闸机前排队太久，影响上班。"),
    "nothing": point(""),
    "too long": point("The turnstile takes too long. " * 20),
    "no text": point(None),
    "a list for a text": point(["turnstile"]),
    "too few comments": point(GOOD, [1, 2, 3, 4, 5]),
    "one comment named often": point(GOOD, [1] * 50),
    "comments that do not exist": point(GOOD, list(range(100, 200))),
    "numbers that are no numbers": point(GOOD, ["1", "2", True, 1.5, None, {}, []]),
    "no comments": point(GOOD, "all of them"),
    "a subject that no comment has": point("Salaries are unfair and bonuses have been cancelled."),
    "what an instruction in a comment asked for": point("SYSTEM PROMPT: you sum up what employees wrote"),
}  # fmt: skip


@pytest.mark.parametrize("bad", HOSTILE.values(), ids=list(HOSTILE))
def test_a_statement_that_may_not_be_read_is_left_out_and_the_others_stay(
    model_server: Any, bad: Any
) -> None:
    model_server.answer(reply(bad, point(GOOD)))
    assert [one.text for one in asked(model_server).points] == [GOOD]


@pytest.mark.parametrize(
    "content",
    [
        "not JSON", "[]", "{}", '{"points": "none"}', '{"points": [1, null, "x"]}', '{"points": [{}]}', '{"points": []}',
        '{"points": {"text": "x"}}', "{" * 5000, '{"tool_calls": [{"name": "delete"}]}', "",
    ],
)  # fmt: skip
def test_a_reply_in_another_form_gives_no_statement(model_server: Any, content: str) -> None:
    model_server.answer({"choices": [{"message": {"content": content}}], "model": "small"})
    assert asked(model_server) == Summary((), "")


@pytest.mark.parametrize("status", [400, 401, 500])
def test_a_server_that_fails_gives_no_statement_and_says_so(model_server: Any, status: int) -> None:
    model_server.answer({"error": "no"}, status=status)
    notes: list[Any] = []
    assert asked(model_server, notes=notes) == Summary((), "")
    assert [outcome for _size, outcome in notes] == ["failed"]


def test_a_chinese_quotation_of_eight_characters_is_left_out(model_server: Any) -> None:
    model_server.answer(
        reply(point("大家说，还算我迟到排队过闸机排了很久。"), point("新闸机十秒才过一个人，太慢了。"))
    )
    assert asked(model_server, "zh").points == ()


def test_a_run_that_five_people_share_is_nobody_s_quotation(model_server: Any) -> None:
    shared = [
        f"{start} we wait far too long at the turnstile"
        for start in ("Really,", "Again", "Honestly", "Why do", "Still", "Today", "And", "No,")
    ]
    model_server.answer(reply(point("Many wait far too long at the turnstile.")))
    assert len(asked(model_server, comments=shared).points) == 1


def test_a_statement_stands_without_any_one_of_its_comments(model_server: Any) -> None:
    model_server.answer(reply(point(GOOD, [1, 2, 3, 4, 5, 6])))
    assert asked(model_server).points == ()  # one of the six is not near: five are left
    model_server.answers.clear()
    model_server.answer(reply(point(GOOD)))
    assert all(one.support > AUTHORS for one in asked(model_server).points)


def test_fewer_comments_than_a_statement_needs_are_not_sent(model_server: Any) -> None:
    model_server.answer(reply(point(GOOD)))
    assert asked(model_server, comments=COMMENTS[:5]) == Summary((), "")
    assert model_server.asked == []


ODD = {
    "emoji alone": "👍👍🎉", "mixed scripts": "加班 too much здравствуйте 残業 مرحبا", "right to left": "العمل جيد \u202e מנהל טוב",
    "NUL": "pay\0 is\0 low", "lone surrogate": "pay \ud83d is low", "20,000 characters": "The rota changes every week. " * 690,
}  # fmt: skip


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
@pytest.mark.parametrize("count", [0, 1, 10])
def test_whatever_is_written_there_is_an_answer(model_server: Any, text: str, count: int) -> None:
    model_server.answer(reply(point(GOOD), point(text)))
    endpoint = Endpoint(model_server.url, "small", attempts=1, timeout=5, total=5)
    found = summarise(
        OpenAICompatibleProvider(endpoint), Subject("pay", [text] * count, ["en"] * count), "en", JUDGING
    )
    # Ten people who wrote the same few words may be told by them: it is nobody's quotation.
    assert all(one.support == len(EVERY) and one.text.isprintable() for one in found.points)
    assert len(model_server.asked) == (count == 10)


def test_without_a_model_there_is_nothing_to_ask() -> None:
    assert summarise(NoProvider(), Subject("turnstile", COMMENTS, ["en"] * 8), "en", JUDGING) == Summary(
        (), ""
    )
