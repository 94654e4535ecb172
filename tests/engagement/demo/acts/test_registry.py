from engagement.demo.acts.registry import PLAYING, QUEUED
from engagement.demo.agenda import Act


def test_every_act_is_played_by_a_function_of_its_own() -> None:
    assert set(PLAYING) == set(Act)
    assert len(set(PLAYING.values())) == len(Act)


def test_what_the_queue_does_is_not_done_inside_a_transaction() -> None:
    assert {Act.CLOSE_PULSE, Act.CLOSE_EXIT, Act.BLOCK} == QUEUED
