"""From a closed wave to sentences of a model over a real HTTP server, and to code's own where it will not do."""

import json
from datetime import date
from typing import Any

import pytest

from engagement.voices.telling import TRIES, tell_in_words
from privacy.models import LedgerEntry
from surveys.models import EmergentTopic, TopicSummary, Wave
from tests.engagement.voices.conftest import CANARY
from tests.factories import surveys as make
from tests.factories.comments import GATES, OTHERS, walked
from tests.nlp.conftest import ModelServer

pytestmark = pytest.mark.django_db
EN = "Getting in at the turnstile takes too long because scanners and badges fail."
ZH = "进门刷卡不灵，闸机前排队太久。"
TURNSTILES = {"en": "Turnstiles", "zh": "闸机"}


def obedient(body: dict[str, Any]) -> dict[str, Any]:
    """Answer what is asked for: names, or one statement that every comment supports."""
    asked = body["messages"][1]["content"]
    if "names" in body["response_format"]["json_schema"]["schema"]["properties"]:
        content: dict[str, Any] = {"names": [{"topic": 1, **TURNSTILES}]}
    else:
        text = ZH if "简体中文" in asked else EN
        content = {"points": [{"text": text, "comments": list(range(1, 60))}]}
    return {"choices": [{"message": {"content": json.dumps(content, ensure_ascii=False)}}], "model": "small"}


def test_a_model_names_and_sums_up_and_its_requests_are_on_record_by_size(
    wave: Wave, model: ModelServer
) -> None:
    model.answer(obedient)
    tell_in_words(wave, names=[])
    topic = EmergentTopic.objects.get(wave=wave, stands_out=True)
    assert topic.names == TURNSTILES
    found = TopicSummary.objects.get(wave=wave, unit="ROOT", item=f"emergent:{topic.key}", lang="en")
    assert found.points == [{"text": EN, "n_band": "5-9"}]
    lines = LedgerEntry.objects.filter(action="draft_request")
    assert lines.count() == len(model.asked)
    assert not any("turnstile" in json.dumps(line.detail).lower() for line in lines)


def test_no_comment_goes_to_a_model_where_comments_may_not_be_read(model: ModelServer) -> None:
    make.company({"A": 20, "B": 20})
    wave = walked(make.questionnaire(), [*GATES, CANARY, *OTHERS], make.OPENS, make.CLOSES)
    model.answer(obedient)
    tell_in_words(wave, names=[])
    sent = json.dumps([body for _, body, _ in model.asked], ensure_ascii=False)
    assert not any(comment in sent for comment in (*GATES, CANARY))
    assert not TopicSummary.objects.exists()


def test_asking_again_asks_nobody(wave: Wave, model: ModelServer) -> None:
    model.answer(obedient)
    tell_in_words(wave, names=[])
    asked = len(model.asked)
    kept = list(TopicSummary.objects.values_list("pk", flat=True))
    tell_in_words(wave, names=[])
    assert list(TopicSummary.objects.values_list("pk", flat=True)) == kept
    assert len(model.asked) - asked <= 1  # a topic that was not named is asked for again


def parrot(body: dict[str, Any]) -> dict[str, Any]:
    """Say whatever stands in the prompt, and what an instruction in it would like to hear."""
    lines = [
        json.loads(line)
        for line in body["messages"][1]["content"].splitlines()
        if line.startswith('{"number"')
    ]
    points = [{"text": line["comment"], "comments": list(range(1, 60))} for line in lines]
    return {
        "choices": [{"message": {"content": json.dumps({"points": points, "names": points})}}],
        "model": "small",
    }


def test_a_model_that_quotes_is_read_out_nowhere(wave: Wave, model: ModelServer) -> None:
    model.answer(parrot)
    tell_in_words(wave, names=[])
    everything = json.dumps(list(TopicSummary.objects.values_list("points", flat=True)), ensure_ascii=False)
    assert "ELDERFLOWER" not in everything
    assert not any(comment in everything for comment in GATES)
    assert not EmergentTopic.objects.exclude(named_by="").exists()


def test_a_model_that_fails_leaves_the_words_of_code(wave: Wave, model: ModelServer) -> None:
    model.answer({"error": "no"}, status=500)
    tell_in_words(wave, names=[])
    assert not TopicSummary.objects.exists()
    assert len(model.asked) == TRIES  # one request, tried so often; nothing else was asked


def test_a_reply_in_another_form_does_not_end_the_asking(wave: Wave, model: ModelServer) -> None:
    model.answer({"choices": [{"message": {"content": "no JSON"}}], "model": "small"})
    tell_in_words(wave, names=[])
    assert not TopicSummary.objects.exists()
    asked = {body["messages"][1]["content"].splitlines()[0] for _, body, _ in model.asked}
    assert len(asked) > 2


def test_without_a_model_or_a_budget_nobody_is_asked(wave: Wave, model: ModelServer, settings: Any) -> None:
    model.answer(obedient)
    settings.LLM_DAILY_REQUESTS = 0
    tell_in_words(wave, names=[])
    settings.LLM_DAILY_REQUESTS, settings.LLM_MODEL = 500, ""
    tell_in_words(wave, names=[])
    assert model.asked == []


def test_only_comments_on_released_topics_are_sent(wave: Wave, model: ModelServer) -> None:
    model.answer(obedient)
    tell_in_words(wave, names=["Zachary Quillfeather"])
    sent = json.dumps([body for _path, body, _headers in model.asked], ensure_ascii=False)
    assert "The turnstile again" in sent
    assert "The training last spring was excellent." not in sent


def test_the_day_of_the_wave_is_not_told(wave: Wave, model: ModelServer) -> None:
    model.answer(obedient)
    tell_in_words(wave, names=[])
    assert date.isoformat(wave.closes_on) not in json.dumps([body for _path, body, _headers in model.asked])
