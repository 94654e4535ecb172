"""Comments about things that no taxonomy has, and waves that are made of them."""

from collections.abc import Sequence
from datetime import date

from privacy.policy import DEFAULT, Policy
from surveys.intake import submit
from surveys.models import Questionnaire, Wave
from surveys.results import release_comments, release_results
from surveys.waves import close_wave
from tests.factories import surveys as make

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


def walked(
    asked: Questionnaire, comments: Sequence[str], opens: date, closes: date, policy: Policy = DEFAULT
) -> Wave:
    """A wave whose answers are these comments, one a person, closed and released."""
    wave = make.wave(asked, opens_on=opens, closes_on=closes, policy=policy)
    for ballot, text in zip(make.ballots(wave, len(comments)), comments, strict=True):
        submit(ballot_token=ballot.token, answers={"why": text})
    wave = close_wave(wave=wave, on=closes, actor="HR Ann")
    release_comments(wave=wave, on=closes, names=["Ann Kenworthy"])
    release_results(wave=wave, on=closes)
    return wave
