from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from engagement.actions.effects import Effect, Question, Verdict, Why, estimate_effect, judge

FIRST = date(2026, 1, 5)
Values = dict[str, list[float | None]]
FLAT = dict.fromkeys([f"U{number}" for number in range(40)])


def block(number: int) -> date:
    return FIRST + timedelta(days=28 * number)


def rows(values: Mapping[str, Sequence[float | None]], *, half: float = 0.0, n: int = 20) -> pd.DataFrame:
    """Values of units in blocks 0, 1, 2 ...; None is not released."""
    return pd.DataFrame(
        [
            {
                "unit": unit,
                "source": f"b{number}",
                "starts": pd.Timestamp(block(number)),
                "ends": pd.Timestamp(block(number + 1)),
                "low": np.nan if value is None else value - half,
                "high": np.nan if value is None else value + half,
                "n_low": n,
                "items": "meeting_hours",
            }
            for unit, series in values.items()
            for number, value in enumerate(series)
        ]
    )


def asked(start: int = 2, **fields: object) -> Question:
    arguments: dict[str, object] = {"unit": "U0", "start": block(start), "direction": "down", "at_least": 1.0}
    return Question(**(arguments | fields))  # type: ignore[arg-type]  # a test names its fields


def acting(*values: float | None) -> Values:
    """The values of the acting unit."""
    return {"U0": list(values)}


def steady(units: int, *, noise: float = 0.1, seed: int = 0) -> Values:
    """Units U1.. with the levels 10, 11, ... in four blocks, moving a little."""
    draw = np.random.default_rng(seed)
    return {f"U{number}": list(9.0 + number + draw.normal(0, noise, 4)) for number in range(1, units + 1)}


def test_a_clear_change_against_steady_units_has_moved() -> None:
    effect = estimate_effect(rows(acting(15, 15, 11, 11) | steady(12)), asked(), tree=FLAT)
    assert effect.verdict is Verdict.MOVED
    assert effect.estimate == pytest.approx(-4, abs=0.2)
    assert (effect.before, effect.after) == (15, 11)
    assert len(effect.comparable) == 12
    assert "U0" not in effect.comparable


def test_the_same_change_in_the_wrong_direction_has_not() -> None:
    effect = estimate_effect(rows(acting(15, 15, 19, 19) | steady(12)), asked(), tree=FLAT)
    assert effect.verdict is Verdict.NOT_MOVED


def test_a_change_that_everybody_had_is_none() -> None:
    shifted = rows(acting(15, 15, 11, 11) | steady(12))
    later = (shifted["unit"] != "U0") & shifted["source"].isin(["b2", "b3"])
    shifted.loc[later, ["low", "high"]] -= 4
    effect = estimate_effect(shifted, asked(), tree=FLAT)
    assert effect.verdict is Verdict.NOT_MOVED
    assert effect.estimate == pytest.approx(0, abs=0.3)


def test_the_estimate_is_the_regression_worked_by_hand() -> None:
    # One block before, six units: after = 1 + 0.5 * before exactly, but for +-0.3 in two of them.
    levels: Values = {
        f"U{k}": [float(k), 1 + 0.5 * k + (0.3 if k == 3 else -0.3 if k == 4 else 0.0)] for k in range(1, 7)
    }
    effect = estimate_effect(rows(acting(4.0, 1.0) | levels), asked(1), tree=FLAT)
    x = np.array([1.0, 2, 3, 4, 5, 6])
    y = np.array([series[1] for series in levels.values()], dtype=float)
    fit = stats.linregress(x, y)
    residual = y - fit.intercept - fit.slope * x
    spread = np.sqrt((residual**2).sum() / 4 * (1 + 1 / 6 + (4 - 3.5) ** 2 / ((x - 3.5) ** 2).sum()))
    expected = 1.0 - (fit.intercept + fit.slope * 4.0)
    reach = stats.t.ppf(0.975, 4) * spread
    assert effect.estimate == pytest.approx(expected)
    assert effect.interval95 == pytest.approx((expected - reach, expected + reach))


def test_few_units_leave_open_how_much_of_the_gap_closes_by_itself() -> None:
    # Three units at 10 that stay; the acting one falls from 14 to 11: between -3 and +1 of it is its own doing.
    effect = estimate_effect(
        rows({"U0": [14, 11], "U1": [10, 10], "U2": [10, 10], "U3": [10, 10]}), asked(1), tree=FLAT
    )
    assert effect.interval95 == pytest.approx((-3.0, 1.0))
    assert effect.estimate == pytest.approx(-1.0)
    assert (effect.verdict, effect.why) == (Verdict.CANNOT_SAY, Why.TOO_WIDE)


def test_bands_widen_the_interval_by_what_the_acting_unit_may_hide() -> None:
    values = acting(15, 15, 11, 11) | steady(12)
    sharp = estimate_effect(rows(values), asked(), tree=FLAT)
    banded = estimate_effect(rows(values, half=1.0), asked(), tree=FLAT)
    assert sharp.interval95 is not None
    assert banded.interval95 is not None
    assert banded.estimate == pytest.approx(sharp.estimate)
    # One half width after the start, and about one before it (the slopes add up to about 1).
    assert sharp.interval95[0] - banded.interval95[0] == pytest.approx(2.0, abs=0.2)


@pytest.mark.parametrize(
    ("values", "start", "why"),
    [
        ([None, None, 11, 11], 2, Why.NO_BEFORE),
        ([15, 15, None, None], 2, Why.NO_AFTER),
        ([15, 15, 11, 11], 0, Why.NO_BEFORE),
        ([15, 15, 11, 11], 4, Why.NO_AFTER),
    ],
)
def test_without_before_or_after_nothing_can_be_said(
    values: list[float | None], start: int, why: Why
) -> None:
    effect = estimate_effect(rows(acting(*values) | steady(12)), asked(start), tree=FLAT)
    assert (effect.verdict, effect.why, effect.interval95) == (Verdict.CANNOT_SAY, why, None)


def test_a_unit_that_was_never_released_and_no_rows_at_all() -> None:
    assert estimate_effect(rows(steady(12)), asked(), tree=FLAT).why is Why.NO_BEFORE
    assert estimate_effect(rows(steady(12)).iloc[:0], asked(), tree=FLAT).why is Why.NO_BEFORE


def test_the_block_in_which_the_start_falls_is_neither() -> None:
    values = acting(15, 0, 11) | {unit: series[:3] for unit, series in steady(12).items()}
    middle = asked(start=1)
    effect = estimate_effect(
        rows(values), Question("U0", middle.start + timedelta(days=9), "down", 1.0), tree=FLAT
    )
    assert (effect.before, effect.after) == (15, 11)


def few(effect: Effect) -> bool:
    return (effect.verdict, effect.why) == (Verdict.CANNOT_SAY, Why.FEW_COMPARABLE)


def test_fewer_than_three_comparable_units_are_too_few() -> None:
    values = acting(15, 15, 11, 11)
    assert few(estimate_effect(rows(values | steady(2)), asked(), tree=FLAT))
    assert not few(estimate_effect(rows(values | steady(3)), asked(), tree=FLAT))


def test_units_that_acted_are_not_compared_with() -> None:
    values = acting(15, 15, 11, 11) | steady(4)
    assert few(estimate_effect(rows(values), asked(acting={"U1", "U2"}), tree=FLAT))


def test_units_above_and_below_are_the_same_people() -> None:
    values = acting(15, 15, 11, 11) | steady(4)
    tree = {"U1": None, "U0": "U1", "U2": "U0", "U3": None, "U4": None}
    assert few(estimate_effect(rows(values), asked(), tree=tree))


def test_of_two_comparable_units_one_above_the_other_the_lower_counts() -> None:
    values = acting(15, 15, 11, 11) | steady(5)
    effect = estimate_effect(rows(values), asked(), tree=FLAT | {"U2": "U1"})
    assert set(effect.comparable) == {"U2", "U3", "U4", "U5"}


def test_units_of_another_size_are_not_comparable() -> None:
    frame = rows(acting(15, 15, 11, 11) | steady(4))
    frame.loc[frame["unit"].isin(["U1", "U2"]), "n_low"] = 50
    assert few(estimate_effect(frame, asked(), tree=FLAT))


def test_a_unit_with_a_gap_or_other_items_is_not_comparable() -> None:
    values = steady(4)
    values["U1"][1] = None
    frame = rows(acting(15, 15, 11, 11) | values)
    frame.loc[(frame["unit"] == "U2") & (frame["source"] == "b3"), "items"] = "other"
    assert few(estimate_effect(frame, asked(), tree=FLAT))


def test_at_most_thirty_units_nearest_in_level() -> None:
    effect = estimate_effect(rows(acting(15, 15, 11, 11) | steady(39)), asked(), tree=FLAT)
    assert len(effect.comparable) == 30
    assert effect.comparable[0] == "U6"
    assert not {f"U{number}" for number in range(37, 40)} & set(effect.comparable)


def test_equal_levels_everywhere_need_no_slope() -> None:
    same: Values = {f"U{number}": [10, 10, 10, 10] for number in range(1, 9)}
    effect = estimate_effect(rows(acting(10, 10, 8, 8) | same), asked(), tree=FLAT)
    assert effect.estimate == pytest.approx(-2)


def test_order_names_and_scale_do_not_matter() -> None:
    frame = rows(acting(15, 15, 11, 11) | steady(12))
    effect = estimate_effect(frame, asked(), tree=FLAT)
    shuffled = estimate_effect(frame.sample(frac=1, random_state=4), asked(), tree=FLAT)
    assert shuffled.estimate == pytest.approx(effect.estimate)
    scaled = frame.assign(low=frame["low"] * 10, high=frame["high"] * 10)
    tenfold = estimate_effect(scaled, asked(at_least=10.0), tree=FLAT)
    assert tenfold.interval95 == pytest.approx(tuple(10 * end for end in effect.interval95 or ()))
    assert tenfold.verdict is effect.verdict


@pytest.mark.parametrize(
    ("low", "high", "direction", "verdict"),
    [
        (0.1, 2.0, "up", Verdict.MOVED),
        (-2.0, -0.1, "up", Verdict.NOT_MOVED),
        (-0.5, 0.5, "up", Verdict.NOT_MOVED),
        (-0.5, 1.0, "up", Verdict.CANNOT_SAY),
        (0.0, 0.5, "up", Verdict.NOT_MOVED),
        (-2.0, -0.1, "down", Verdict.MOVED),
        (-0.5, 0.5, "down", Verdict.NOT_MOVED),
        (-1.0, 0.5, "down", Verdict.CANNOT_SAY),
    ],
)
def test_the_verdict_agrees_with_the_interval(
    low: float, high: float, direction: str, verdict: Verdict
) -> None:
    assert judge(low, high, direction=direction, at_least=1.0)[0] is verdict  # type: ignore[arg-type]


def world(seed: int, *, effect: float = 0.0, band: float = 0.0, units: int = 40) -> tuple[pd.DataFrame, str]:
    """A company in which the unit that looks worst acts: half of what it shows is chance and will go by itself.

    Levels differ by 1 between units and move by 1 from block to block; a common season moves everybody.
    """
    draw = np.random.default_rng(seed)
    level, season = draw.normal(12, 1, units), draw.normal(0, 0.3, 5)
    values = level[:, None] + draw.normal(0, 1, (units, 5)) + season
    worst = int(np.argmax(values[:, 2] + values[:, 1]))
    values[worst, 3:] += effect
    if band:
        values = (np.floor(values / band) + 0.5) * band
    return rows({f"U{number}": list(row) for number, row in enumerate(values)}, half=band / 2), f"U{worst}"


def verdicts(count: int, **fields: float) -> list[Effect]:
    found = []
    for seed in range(count):
        frame, unit = world(seed, **fields)  # type: ignore[arg-type]
        found.append(estimate_effect(frame, asked(3, unit=unit), tree=FLAT))
    return found


@pytest.mark.parametrize("band", [0.0, 0.5])
def test_regression_to_the_mean_is_not_taken_for_an_effect(band: float) -> None:
    effects = verdicts(80, band=band)
    assert np.mean([effect.verdict is Verdict.MOVED for effect in effects]) <= 0.05
    plain = [(effect.after or 0) - (effect.before or 0) for effect in effects]
    assert np.mean(plain) < -0.3
    assert abs(np.mean([effect.estimate or 0 for effect in effects])) < 0.25


def test_the_interval_covers_the_truth() -> None:
    effects = verdicts(80, effect=-2.0)
    covered = [
        effect.interval95[0] <= -2.0 <= effect.interval95[1] for effect in effects if effect.interval95
    ]
    assert 0.88 <= np.mean(covered) <= 1.0
    assert np.mean([effect.estimate for effect in effects]) == pytest.approx(-2.0, abs=0.2)


def test_a_strong_effect_is_mostly_seen() -> None:
    assert np.mean([effect.verdict is Verdict.MOVED for effect in verdicts(30, effect=-5.0)]) >= 0.9
