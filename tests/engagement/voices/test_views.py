"""The page of what people wrote: released figures alone, in both languages, for whoever may read the unit."""

import pytest
from django.test import Client
from django.urls import reverse

from people.enums import Role
from people.models import Unit
from privacy.models import LedgerEntry, ReleasedCell
from surveys.models import EmergentTopic, TopicSummary, Wave
from tests.engagement.voices.conftest import Said
from tests.factories import people
from tests.factories.comments import BOTS, GATES


def page(client: Client, wave: Wave, unit: str = "", language: str = "en") -> str:
    client.cookies.load({"django_language": language})
    reply = client.get(reverse("voices:comments", args=[wave.pk]), {"unit": unit} if unit else {})
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.fixture
def hr(client: Client, said: Said) -> Client:
    client.force_login(said.hr)
    return client


def test_topics_stand_in_the_column_of_their_tone_with_their_people_and_the_new_one_is_marked(
    hr: Client, said: Said
) -> None:
    text = page(hr, said.second)
    assert "turnstile" in text
    assert "chatbot" in text
    assert "new this wave" in text
    assert "not in our list" in text
    assert "Comments brought up a topic that no earlier survey had" in text
    assert "5-9" in text
    assert "Written by our own code from released figures." in text
    assert reverse("voices:cards") in text


def test_the_first_wave_has_nothing_new(hr: Client, said: Said) -> None:
    text = page(hr, said.first)
    assert "turnstile" in text
    assert "new this wave" not in text


def test_no_comment_stands_on_the_page(hr: Client, said: Said) -> None:
    for language in ("en", "zh-hans"):
        text = page(hr, said.second, language=language)
        assert not any(comment in text for comment in GATES + BOTS)


def test_the_page_is_complete_in_chinese(hr: Client, said: Said) -> None:
    text = page(hr, said.second, language="zh-hans")
    assert "大家写了什么" in text
    assert "本轮新出现" in text
    for word in ("Topics by tone", "In sentences", "rather critical", "Since the last survey"):
        assert word not in text


def test_the_shares_over_time_are_those_that_were_released(hr: Client, said: Said) -> None:
    key = EmergentTopic.objects.get(wave=said.first, stands_out=True).key
    shares = ReleasedCell.objects.filter(item=f"emergent:{key}", unit="ROOT").values_list("mean", flat=True)
    text = page(hr, said.second)
    assert "Over time" in text
    for share in shares:
        assert share is not None
        assert f"{round(100 * share)}%" in text


def test_a_summary_of_a_model_says_so(hr: Client, said: Said) -> None:
    topic = EmergentTopic.objects.get(wave=said.second, is_new=True)
    TopicSummary.objects.create(
        wave=said.second, unit="ROOT", item=f"emergent:{topic.key}", lang="en", model="small",
        points=[{"text": "It gives wrong answers <b>.", "n_band": "5-9"}],
    )  # fmt: skip
    text = page(hr, said.second)
    assert "It gives wrong answers &lt;b&gt;." in text
    assert "(5-9 people)" in text
    assert "Written by small from redacted comments" in text


def test_managers_read_their_own_unit_and_no_other(client: Client, said: Said) -> None:
    client.force_login(people.account(manages=Unit.objects.get(code="A")))
    address = reverse("voices:comments", args=[said.second.pk])
    assert client.get(address, {"unit": "A"}).status_code == 200
    assert client.get(address, {"unit": "B"}).status_code == 403
    assert client.get(address).status_code == 403


def test_who_may_not_read_sees_nothing(client: Client, said: Said) -> None:
    address = reverse("voices:comments", args=[said.second.pk])
    assert client.get(address).status_code == 302
    client.force_login(people.account(Role.EMPLOYEE))
    assert client.get(address).status_code == 403


def test_a_group_that_was_not_released_does_not_exist(hr: Client, said: Said) -> None:
    assert hr.get(reverse("voices:comments", args=[said.second.pk]), {"unit": "NOBODY"}).status_code == 404


def test_opening_the_page_is_on_record(hr: Client, said: Said) -> None:
    page(hr, said.second, "A")
    entry = LedgerEntry.objects.filter(action="view").latest("number")
    assert (entry.subject, entry.units) == (f"wave {said.second.pk}", ["A"])


def test_cards_say_what_reads_comments_and_what_for_not(hr: Client) -> None:
    text = hr.get(reverse("voices:cards")).content.decode()
    assert "Topics that comments bring up" in text
    assert "Sentences about a topic" in text
    assert "codebook" in text
