import numpy as np
import pandas as pd
import pytest

from engagement.actions.effects_panel import (
    CANNOT_SAY,
    ActionEffect,
    Estimate,
    Panel,
    action_effect,
    action_effects,
    pooled,
)
from tests.bench import bench_effects

START = pd.Timestamp("2025-01-06")


def day(block: int) -> pd.Timestamp:
    return START + pd.Timedelta(days=28 * block)


def as_rows(values: np.ndarray) -> pd.DataFrame:
    """A matrix of units by blocks as rows of a panel."""
    rows = [
        {"unit": f"U{unit}", "block": day(block), "outcome": values[unit, block]}
        for unit in range(values.shape[0])
        for block in range(values.shape[1])
    ]
    return pd.DataFrame(rows)


def acts(*when: tuple[str, int], template: str = "T") -> pd.DataFrame:
    rows = [(unit, day(block), template) for unit, block in when]
    return pd.DataFrame(rows, columns=["unit", "block", "template"])


def world(
    seed: int, *, effect: float = 0.0, number: int = 8, units: int = 50
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Units with levels, seasons and lasting noise; those that look worst in two blocks act, and some cells are missing."""
    draw = np.random.default_rng(seed)
    noise = draw.normal(0, 0.8, (units, 14))
    for block in range(1, 14):
        noise[:, block] += 0.3 * noise[:, block - 1]
    values = draw.normal(0, 1, (units, 1)) + draw.normal(0, 0.5, (1, 14)) + noise
    acting: list[tuple[str, int]] = []
    for block in draw.choice(np.arange(5, 10), number):
        worst = [
            unit
            for unit in np.argsort(values[:, block - 1] + values[:, block - 2])
            if f"U{unit}" not in dict(acting)
        ]
        acting.append((f"U{worst[0]}", int(block)))
    for unit, block in acting:
        values[int(unit[1:]), block:] += effect
    values[draw.random(values.shape) < 0.1] = np.nan
    return as_rows(values), acts(*acting)


def estimate(rows: pd.DataFrame, actions: pd.DataFrame) -> Estimate:
    return pooled(action_effects(Panel(rows, actions)))


def estimates(count: int, **fields: float) -> list[Estimate]:
    return [estimate(*world(seed, **fields)) for seed in range(count)]  # type: ignore[arg-type]


def test_no_effect_is_rarely_called_one_although_the_worst_units_acted() -> None:
    found = estimates(24)
    assert np.mean([one.verdict != "no clear effect" for one in found]) <= 0.05
    assert abs(np.mean([one.effect or 0.0 for one in found])) <= 0.15


def test_the_interval_covers_the_truth_and_the_effect_is_found() -> None:
    found = estimates(24, effect=1.5)
    covered = [one.interval95[0] <= 1.5 <= one.interval95[1] for one in found if one.interval95]
    assert np.mean(covered) >= 0.9
    assert np.mean([one.effect for one in found if one.effect]) == pytest.approx(1.5, abs=0.15)
    assert np.mean([one.verdict == "helps" for one in found]) >= 0.9


def test_the_verdict_agrees_with_the_interval() -> None:
    words = set()
    for seed in range(6):
        for effect in (-2.0, 0.0, 2.0):
            one = estimate(*world(seed, effect=effect))
            assert one.interval95 is not None
            low, high = one.interval95
            words.add(one.verdict)
            assert one.verdict == ("helps" if low > 0 else "hurts" if high < 0 else "no clear effect")
    assert words == {"helps", "hurts", "no clear effect"}


def test_order_names_and_scale_do_not_matter() -> None:
    rows, actions = world(3, effect=1.0)
    plain = estimate(rows, actions)
    shuffled = estimate(rows.sample(frac=1, random_state=1), actions.sample(frac=1, random_state=2))
    assert shuffled.effect == pytest.approx(plain.effect)
    tenfold = estimate(rows.assign(outcome=rows["outcome"] * 10), actions)
    assert tenfold.effect == pytest.approx(10 * (plain.effect or 0))
    assert tenfold.se == pytest.approx(10 * (plain.se or 0))


def steady(units: int = 20) -> np.ndarray:
    return np.random.default_rng(5).normal(0, 0.1, (units, 10)) + np.arange(units)[:, None] / 10


@pytest.mark.parametrize(
    "actions",
    [
        acts(("U0", 5), ("U1", 5)),  # fewer than three actions
        acts(("U0", 0), ("U1", 0), ("U2", 0)),  # no blocks before
        acts(("U0", 10), ("U1", 10), ("U2", 10)),  # no blocks after
        acts(*((f"U{unit}", 5) for unit in range(15))),  # too few units that did not act
    ],
)
def test_without_actions_before_after_or_controls_nothing_can_be_said(actions: pd.DataFrame) -> None:
    assert estimate(as_rows(steady()), actions) == CANNOT_SAY


def test_a_unit_that_is_never_released_cannot_be_measured() -> None:
    values = steady()
    values[0] = np.nan
    panel = Panel(as_rows(values), acts(("U0", 5)))
    assert action_effect(panel, "U0", day(5), "T").effect is None


def test_controls_are_units_that_did_not_act_up_to_the_end_of_the_window() -> None:
    actions = acts(("U0", 5), ("U1", 2), ("U2", 9))
    panel = Panel(as_rows(steady()), actions)
    controls = action_effect(panel, "U0", day(5), "T").controls
    assert not {"U0", "U1", "U2"} & set(controls)
    assert len(controls) == 17


def test_units_above_and_below_are_no_controls() -> None:
    rows = as_rows(steady())
    rows["parent"] = rows["unit"].map({"U0": "U1", "U2": "U0"}).fillna("")
    controls = action_effect(Panel(rows, acts(("U0", 5))), "U0", day(5), "T").controls
    assert not {"U1", "U2"} & set(controls)


def test_a_window_ends_where_the_unit_acts_again() -> None:
    values = steady()
    values[0, 5:] += 1.0
    values[0, 7:] += 5.0
    first, second = acts(("U0", 5), template="A"), acts(("U0", 7), template="B")
    panel = Panel(as_rows(values), pd.concat([first, second]))
    assert action_effect(panel, "U0", day(5), "A").effect == pytest.approx(1.0, abs=0.2)
    assert action_effect(panel, "U0", day(7), "B").effect == pytest.approx(5.0, abs=0.4)


def test_covariates_are_fitted_and_constant_ones_left_out() -> None:
    draw = np.random.default_rng(2)
    size = draw.normal(0, 1, 30)
    values = draw.normal(0, 0.1, (30, 10))
    values[:, 5:] += size[:, None]
    values[0, 5:] += 1.0
    rows = as_rows(values)
    rows["size"] = rows["unit"].map({f"U{unit}": size[unit] for unit in range(30)})
    rows["constant"] = 7.0
    with_size = action_effect(Panel(rows, acts(("U0", 5))), "U0", day(5), "T")
    assert with_size.effect == pytest.approx(1.0, abs=0.2)
    assert with_size.noise < 0.02


def test_effects_that_differ_widen_the_interval() -> None:
    same = [ActionEffect(f"U{k}", day(5), "T", effect=1.0, noise=0.01, freedom=20) for k in range(6)]
    differing = [
        ActionEffect(f"U{k}", day(5), "T", effect=float(k), noise=0.01, freedom=20) for k in range(6)
    ]
    assert pooled(same).se == pytest.approx(0.1 / np.sqrt(6))
    assert pooled(differing).se == pytest.approx(np.std(range(6), ddof=1) / np.sqrt(6), rel=0.01)


def test_what_actions_share_is_counted_once_for_each() -> None:
    apart = [ActionEffect(f"U{k}", day(5), "T", 1.0, 0.01, {f"C{k}": 0.1}, 20) for k in range(4)]
    together = [ActionEffect(f"U{k}", day(5), "T", 1.0, 0.01, {"C": 0.1}, 20) for k in range(4)]
    assert pooled(apart).se == pytest.approx(np.sqrt(0.04 / 16 + 4 * 0.025**2))
    assert pooled(together).se == pytest.approx(np.sqrt(0.04 / 16 + 0.1**2))


def test_a_unit_that_acts_later_stays_a_control_without_its_effect() -> None:
    values = steady()
    values[2, 7:] += 5.0
    panel = Panel(as_rows(values), acts(("U0", 5), ("U2", 7)))
    first, second = action_effects(panel)
    assert (first.unit, second.unit) == ("U0", "U2")
    assert "U2" in first.controls
    assert second.effect == pytest.approx(5.0, abs=0.3)
    assert first.effect == pytest.approx(0.0, abs=0.3)


def test_errors_given_are_used() -> None:
    # Units 0-9 are heard through much noise, the others sharply; a noisy low value is mostly chance.
    draw = np.random.default_rng(3)
    error = np.where(np.arange(60) < 20, 2.0, 0.1)[:, None] * np.ones(6)
    values = draw.normal(0, 1, (60, 1)) + draw.normal(0, 1, (60, 6)) * error
    rows = as_rows(values)
    rows["se"] = error.ravel()
    noisy = action_effects(Panel(rows, acts(("U0", 4))))[0]
    sharp = action_effects(Panel(rows, acts(("U30", 4))))[0]
    assert noisy.noise > 5 * sharp.noise
    assert noisy.noise == pytest.approx(2.0**2 / 2, rel=0.6)


def test_equal_errors_change_no_estimate() -> None:
    rows, actions = world(3, effect=1.0)
    plain, given = estimate(rows, actions), estimate(rows.assign(se=0.1), actions)
    assert given.effect == pytest.approx(plain.effect, abs=0.05)
    assert given.se == pytest.approx(plain.se, rel=0.1)


@pytest.mark.parametrize("given", [False, True], ids=["no errors given", "errors given"])
def test_the_benchmark_in_small(given: bool) -> None:
    setting = bench_effects.Setting(given=given)
    found = [bench_effects.company(setting, seed) for seed in range(20)]
    gaps = [(estimate(rows, actions).effect or np.nan) - truth for rows, actions, truth, _ in found]
    assert abs(np.mean(gaps)) < 0.25
    assert not np.isnan(gaps).any()


def test_controls_known_less_well_than_the_acting_unit_are_left_out_where_enough_remain() -> None:
    draw = np.random.default_rng(3)
    days = pd.date_range("2025-01-06", periods=8, freq="28D")
    units = [f"U{number:02}" for number in range(24)]
    rows = pd.DataFrame(
        [(unit, day, float(draw.normal())) for unit in units for day in days],
        columns=["unit", "block", "outcome"],
    )
    gap = rows["unit"].isin(units[20:]) & (rows["block"] == days[3])
    rows.loc[gap, "outcome"] = np.nan
    actions = pd.DataFrame([("U00", days[5], "T")], columns=["unit", "block", "template"])
    (found,) = action_effects(Panel(rows, actions))
    assert set(found.controls) == set(units[1:20])
    # With only a few controls released throughout, none is left out.
    few = rows[rows["unit"].isin([*units[:8], *units[20:]])]
    (kept,) = action_effects(Panel(few, actions))
    assert set(kept.controls) == {*units[1:8], *units[20:]}
