"""Topics that comments bring up themselves: released by the topic rule, named by shared words, followed over waves."""

from collections.abc import Sequence
from datetime import date

import pytest

from privacy.models import LedgerEntry, ReleasedCell, ReleasedTable
from surveys.intake import submit
from surveys.models import EmergentTopic, Questionnaire, Wave
from surveys.results import release_comments, release_results
from surveys.waves import close_wave
from tests.factories import surveys as make

pytestmark = pytest.mark.django_db

PARKING = [
    "They took our parking permits and now I circle the block every morning.",
    "The car park is full at half past seven, no parking for the late shift.",
    "Parking rules changed and nobody told us, I got two fines.",
    "Great job apart from the parking, which is a lottery.",
    "Please sort out the parking.",
    "Half of our parking was rented to the gym next door.",
    "停车位全给了领导，我们每天绕着园区找地方停车。",
    "停车场七点半就满了，停车只能停路边。",
    "停车证说取消就取消，停车太难了。",
    "别的都好，就是停车太难。",
]
GATES = [
    "The new turnstile lets one person through every ten seconds, the queue goes round the building.",
    "My badge stops working twice a week and the turnstile stays shut.",
    "I queue eighteen minutes at the turnstile and then get marked late.",
    "The badge reader at the turnstile has been broken since May.",
    "Whoever chose this turnstile never had to enter at eight o'clock.",
    "The turnstile scanner does not recognise half of our team.",
    "Badge, face scan and turnstile: three checks to reach my own desk.",
    "The turnstile again. The queue was out in the rain.",
    "Two of four turnstiles are broken, so everybody queues.",
    "新闸机十秒才过一个人，队伍排到马路上。",
    "排队过闸机排了二十分钟，还算我迟到。",
    "闸机认不出我们组一半的人。",
]
BOTS = [
    "The chatbot answers our customers with nonsense and I get the angry calls after.",
    "We train the chatbot all day and then it gets the praise.",
    "Nobody asked us before the chatbot took over first line.",
    "The chatbot writes replies I would be sacked for.",
    "Since the chatbot came, I only get the calls nobody can solve.",
    "Are we going to be replaced by the chatbot? A straight answer would help.",
    "The chatbot is actually decent for password resets, give it that.",
    "Chatbot says one thing, policy says another, customer shouts at me.",
    "The chatbot promised a refund that does not exist, guess who had to explain it.",
    "机器人乱回答，客户骂的是我们。",
    "机器人上线以后，转过来的全是最难缠的。",
    "机器人说一套，制度说一套，最后挨骂的是人工。",
]
OTHERS = [
    "My manager listens and backs us up.", "Pay has not moved in three years.", "Too many meetings, no time to work.",
    "The training last spring was excellent.", "Overtime every week and nobody cares.", "I like my colleagues a lot.",
    "领导说话算话，愿意听意见。", "工资三年没涨了。", "会太多，根本没时间干活。", "培训很实用。", "天天加班到九点。", "同事之间很融洽。",
]  # fmt: skip


def walked(asked: Questionnaire, comments: Sequence[str], opens: date, closes: date) -> Wave:
    """A wave whose answers are these comments, one a person, closed and released."""
    wave = make.wave(asked, opens_on=opens, closes_on=closes)
    for ballot, text in zip(make.ballots(wave, len(comments)), comments, strict=True):
        submit(ballot_token=ballot.token, answers={"why": text})
    wave = close_wave(wave=wave, on=closes, actor="HR Ann")
    release_comments(wave=wave, on=closes, names=["Ann Kenworthy"])
    release_results(wave=wave, on=closes)
    return wave


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
