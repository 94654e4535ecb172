import pytest

from engagement.actions.effects_ranking import Measured, rank_templates


def test_what_worked_for_the_kind_of_unit_comes_first() -> None:
    effects = [
        Measured("calm", "shop", 0.4, 0.1),
        Measured("talk", "shop", -0.4, 0.1),
        Measured("talk", "lab", 2.0, 0.1),
    ]
    ranked = rank_templates(effects, "shop", templates=["new"])
    assert [one.template for one in ranked] == ["calm", "new", "talk"]
    assert [one.actions for one in ranked] == [1, 0, 1]


def test_the_posterior_is_the_precision_weighted_mean() -> None:
    (one,) = rank_templates([Measured("calm", "shop", 1.0, 0.3)], "shop", prior_sd=0.3)
    assert one.mean == pytest.approx(0.5)
    assert one.interval95[1] - one.mean == pytest.approx(1.95996 * 0.3 / 2**0.5, rel=1e-4)


def test_nothing_known_gives_nothing() -> None:
    assert rank_templates([], "shop") == []
