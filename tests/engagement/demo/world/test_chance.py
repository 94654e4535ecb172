from engagement.demo.world.chance import chance


def test_the_same_purpose_gives_the_same_draws() -> None:
    assert chance(1, "people", 3).random(4).tolist() == chance(1, "people", 3).random(4).tolist()


def test_another_seed_or_purpose_gives_others() -> None:
    draws = {chance(*key).random() for key in [(1, "a"), (2, "a"), (1, "b"), (1, "a", 1)]}

    assert len(draws) == 4
