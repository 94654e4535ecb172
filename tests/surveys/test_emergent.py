"""Topics that comments bring up themselves: released by the topic rule, named by shared words, followed over waves."""

from datetime import date

import pytest

from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from surveys.models import EmergentTopic, Questionnaire, Wave
from surveys.results import release_comments
from tests.factories import surveys as make
from tests.factories.comments import BOTS, GATES, OTHERS, PARKING, walked

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Questionnaire:
    make.company({"A": 20, "B": 20})
    return make.questionnaire()


@pytest.fixture
def first(asked: Questionnaire) -> Wave:
    return walked(asked, GATES + OTHERS, make.OPENS, make.CLOSES)


def test_a_topic_that_the_taxonomy_does_not_have_is_released_under_the_topic_rule(first: Wave) -> None:
    topic = EmergentTopic.objects.get(wave=first, stands_out=True)
    cell = ReleasedCell.objects.get(table__kind="emergent", unit="ROOT", item=f"emergent:{topic.key}")
    assert (topic.terms["en"][0], topic.is_new) == ("turnstile", False)
    assert cell.certificate["rule"] == "topic, standard"
    assert cell.mean is not None
    assert 0.25 <= cell.mean <= 0.6
    assert ReleasedCell.objects.filter(item=f"{cell.item}:polarity", unit="ROOT").exists()


def test_every_topic_that_is_kept_left_the_door_and_has_a_name_of_shared_words(first: Wave) -> None:
    released = {
        item.split(":")[1]
        for item in ReleasedCell.objects.filter(table__kind="emergent").values_list("item", flat=True)
    }
    kept = EmergentTopic.objects.filter(wave=first)
    assert {topic.key for topic in kept} == released
    everything = " ".join(GATES + OTHERS).lower()
    for word in (word for topic in kept for words in topic.terms.values() for word in words):
        assert everything.count(word) >= 5


def test_the_same_topic_has_the_same_key_in_the_next_wave_and_another_is_new(
    asked: Questionnaire, first: Wave
) -> None:
    before = EmergentTopic.objects.get(wave=first, stands_out=True)
    second = walked(asked, GATES[::-1] + BOTS + OTHERS[:8], date(2026, 6, 1), date(2026, 6, 14))
    found = {topic.key: topic for topic in EmergentTopic.objects.filter(wave=second, stands_out=True)}
    assert not found.pop(before.key).is_new
    (fresh,) = found.values()
    assert fresh.is_new
    assert "chatbot" in fresh.terms["en"]


def test_few_comments_release_nothing(asked: Questionnaire) -> None:
    wave = walked(asked, GATES[:8], make.OPENS, make.CLOSES)
    assert not EmergentTopic.objects.filter(wave=wave).exists()
    assert not ReleasedCell.objects.filter(table__kind="emergent").exists()


def test_a_topic_of_the_taxonomy_is_told_once_under_its_own_name(asked: Questionnaire) -> None:
    wave = walked(asked, PARKING + OTHERS, make.OPENS, make.CLOSES)
    assert ReleasedCell.objects.filter(table__kind="topics", item="topic:commute", unit="ROOT").exists()
    assert not any("parking" in topic.terms["en"] for topic in EmergentTopic.objects.filter(wave=wave))


def test_releasing_again_changes_nothing(first: Wave) -> None:
    before = list(EmergentTopic.objects.values_list("key", flat=True))
    release_comments(wave=first, on=make.CLOSES)
    assert list(EmergentTopic.objects.values_list("key", flat=True)) == before
    assert ReleasedTable.objects.filter(kind="emergent").count() == 1
    assert LedgerEntry.objects.filter(action="release_comments").count() == 1
