from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from engagement.insights.exit_themes import ExitTheme, returning_themes, tail_probability

ALL = ("A", "B", "C", "D")


def cell(unit: str, wave: int, share: float, **fields: Any) -> dict[str, Any]:
    return {
        "unit": unit,
        "source": f"w{wave}",
        "ends": pd.Timestamp(date(2026, 1, 31) + timedelta(days=91 * wave)),
        "item": "reasons=meetings",
        "low": max(share - 0.005, 0.0),
        "high": min(share + 0.005, 1.0),
        "n_low": 10,
        "covers": (unit,),
    } | fields


def company_cell(wave: int, share: float = 0.2, **fields: Any) -> dict[str, Any]:
    return cell("ROOT", wave, share, **({"n_low": 100, "covers": ALL} | fields))


def found(*rows: dict[str, Any], source: str = "w1") -> list[ExitTheme]:
    return returning_themes(pd.DataFrame(rows), source=source)


def test_a_reason_that_is_above_the_company_twice_returns() -> None:
    (theme,) = found(company_cell(0), company_cell(1), cell("A", 0, 0.7), cell("A", 1, 0.7))
    assert (theme.unit, theme.item, theme.sources) == ("A", "reasons=meetings", ("w0", "w1"))
    assert theme.excess == pytest.approx(0.695 - 0.205)
    assert theme.company == pytest.approx((0.195, 0.205))
    # 7 of 10 (0.695 of 10 people are at least 7) against 0.205, twice, joined by Fisher's method.
    single = stats.binom.sf(6, 10, 0.205)
    assert theme.p == pytest.approx(stats.chi2.sf(-4 * np.log(single), 4))


def test_once_is_not_a_return() -> None:
    assert found(company_cell(0), company_cell(1), cell("A", 1, 0.9)) == []
    assert found(company_cell(0), company_cell(1), cell("A", 0, 0.2), cell("A", 1, 0.9)) == []


def test_a_reason_that_has_gone_is_no_finding() -> None:
    assert found(company_cell(0), company_cell(1), cell("A", 0, 0.9), cell("A", 1, 0.2)) == []
    assert found(company_cell(0), company_cell(1), cell("A", 0, 0.9)) == []


def test_a_small_excess_is_no_finding_however_certain() -> None:
    many = {"n_low": 2000}
    rows = [company_cell(0), company_cell(1), cell("A", 0, 0.28, **many), cell("A", 1, 0.28, **many)]
    assert found(*rows) == []


def test_the_company_is_not_compared_with_itself() -> None:
    assert found(company_cell(0, 0.9), company_cell(1, 0.9)) == []


def test_a_withheld_share_is_missing() -> None:
    nothing = {"low": float("nan"), "high": float("nan")}
    assert found(company_cell(0), company_cell(1), cell("A", 0, 0.7, **nothing), cell("A", 1, 0.7)) == []


def test_a_band_counts_from_its_lower_end() -> None:
    band = {"low": 0.2, "high": 0.95}
    assert found(company_cell(0), company_cell(1), cell("A", 0, 0.6, **band), cell("A", 1, 0.6, **band)) == []


def test_no_cells_give_no_theme() -> None:
    assert returning_themes(pd.DataFrame([company_cell(0)]).iloc[:0], source="w0") == []


def test_only_the_last_four_waves_count() -> None:
    old = [company_cell(0), cell("A", 0, 0.9)]
    quiet = [row for wave in (1, 2, 3) for row in (company_cell(wave), cell("A", wave, 0.1))]
    assert found(*old, *quiet, company_cell(4), cell("A", 4, 0.7), source="w4") == []


def test_tail_probability_is_the_exact_binomial_tail() -> None:
    assert tail_probability(np.array([0.3]), np.array([10.0]), np.array([0.1])) == pytest.approx(
        stats.binom.sf(2, 10, 0.1)
    )
    assert tail_probability(np.array([0.0]), np.array([10.0]), np.array([0.1])) == pytest.approx(1.0)


def world(seed: int, *, planted: int) -> pd.DataFrame:
    """Twelve pools, three quarters, six reasons; the first `planted` pools name meetings twice as often and more."""
    draw = np.random.default_rng(seed)
    reasons = {"meetings": 0.2, "pay": 0.4, "commute": 0.3, "career": 0.35, "manager": 0.2, "team": 0.15}
    rows = []
    for wave in range(3):
        for reason, share in reasons.items():
            item = f"reasons={reason}"
            shares = [0.65 if pool < planted and reason == "meetings" else share for pool in range(12)]
            people = draw.integers(10, 30, size=12)
            counts = draw.binomial(people, shares)
            rows.append(
                company_cell(
                    wave, counts.sum() / people.sum(), item=item, n_low=200, covers=tuple("ABCDEFGHIJKL")
                )
            )
            pools = zip(people, counts, strict=True)
            rows += [cell(f"P{pool}", wave, k / n, item=item, n_low=n) for pool, (n, k) in enumerate(pools)]
    return pd.DataFrame(rows)


def test_worlds_without_a_theme_rarely_have_one() -> None:
    assert (
        np.mean([len(returning_themes(world(seed, planted=0), source="w2")) > 0 for seed in range(20)])
        <= 0.05
    )


def test_planted_themes_are_found_and_little_else() -> None:
    hits, others = 0, 0
    for seed in range(10):
        themes = {(theme.unit, theme.item) for theme in returning_themes(world(seed, planted=2), source="w2")}
        planted = {("P0", "reasons=meetings"), ("P1", "reasons=meetings")}
        hits, others = hits + len(themes & planted), others + len(themes - planted)
    assert hits / 20 >= 0.8
    assert others / (hits + others) <= 0.05
