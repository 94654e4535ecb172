"""One person left between two waves: what do both waves tell of that person's answer?"""

from tests.attacks.one_leaver import attack_leavers


def test_strict_mode_shows_no_pair_that_differs_by_the_leaver() -> None:
    found = attack_leavers(300, "strict")

    assert (found.leavers, found.comparable) == (300, 0)


def test_in_standard_mode_the_difference_of_two_waves_says_little() -> None:
    # 0.70 is the aim; 400 companies estimate it to within 0.05. bench_leaver measures it on 6,000.
    found = attack_leavers(400, "standard")

    assert found.comparable > 390
    assert 0.5 < found.difference <= 0.75
