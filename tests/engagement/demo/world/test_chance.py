from engagement.demo.world.chance import chance


def test_the_same_purpose_gives_the_same_draws() -> None:
    assert chance(1, "people", 3).random(4).tolist() == chance(1, "people", 3).random(4).tolist()


def test_another_seed_or_purpose_gives_others() -> None:
    draws = {rng.random() for rng in (chance(1, "a"), chance(2, "a"), chance(1, "b"), chance(1, "a", 1))}

    assert len(draws) == 4
