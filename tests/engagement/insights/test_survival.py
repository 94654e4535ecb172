import numpy as np
import pandas as pd
import peopleanalyticsdata
import pytest
import statsmodels.api as sm
from lifelines import KaplanMeierFitter

from engagement.insights.survival import curves, drivers

FLOOR = 10


@pytest.fixture(scope="module")
def people() -> pd.DataFrame:
    return pd.DataFrame(peopleanalyticsdata.job_retention())


def counted(people: pd.DataFrame, by: str) -> pd.DataFrame:
    """The table as counts of pools: nobody is left in it."""
    rows = people.assign(stayed=1 - people["left"]).groupby([by, "month"], as_index=False)[["left", "stayed"]]
    return rows.sum().rename(columns={by: "pool", "month": "duration"})


def test_curves_of_pools_are_those_of_lifelines_on_people(people: pd.DataFrame) -> None:
    found = curves(counted(people, "field"), least=FLOOR)
    assert {one.pool for one in found} == set(people["field"])
    assert sum(one.people for one in found) == len(people)
    for one in found:
        mine = people[people["field"] == one.pool]
        direct = KaplanMeierFitter().fit(mine["month"], mine["left"])
        share = one.share.set_index("duration")
        assert np.allclose(share["share"], direct.survival_function_.iloc[:, 0].reindex(share.index))
        limits = direct.confidence_interval_survival_function_.reindex(share.index)
        assert np.allclose(share[["low", "high"]], limits)


def test_drivers_of_pools_are_those_of_statsmodels_on_people(people: pd.DataFrame) -> None:
    names = ["sentiment", "intention"]
    pools = people.assign(stayed=1 - people["left"]).groupby(names, as_index=False)[["left", "stayed"]].sum()
    found = {one.name: one for one in drivers(pools, names, least=1)}
    direct = sm.Logit(people["left"], sm.add_constant(people[names].astype(float))).fit(disp=0)
    for name in names:
        assert found[name].log_odds == pytest.approx(direct.params[name], rel=1e-5)
        assert found[name].se == pytest.approx(direct.bse[name], rel=1e-4)
        assert found[name].interval95 == pytest.approx(tuple(direct.conf_int().loc[name]), rel=1e-3)


def test_drivers_of_the_employee_survey_are_those_of_statsmodels_on_its_rows() -> None:
    survey = pd.DataFrame(peopleanalyticsdata.employee_survey())
    names = ["Ben", "Work", "Man", "Car"]
    scales = {name: survey.filter(regex=rf"^{name}\d$").mean(axis=1).round() for name in names}
    rows = pd.DataFrame(scales).assign(left=(survey["Happiness"] <= 2).astype(int))
    pools = rows.assign(stayed=1 - rows["left"]).groupby(names, as_index=False)[["left", "stayed"]].sum()
    assert len(pools) < len(rows) / 10
    found = {one.name: one for one in drivers(pools, names, least=1)}
    direct = sm.Logit(rows["left"], sm.add_constant(rows[names])).fit(disp=0)
    for name in names:
        assert found[name].log_odds == pytest.approx(direct.params[name], rel=1e-5)
        assert found[name].se == pytest.approx(direct.bse[name], rel=1e-4)
        assert found[name].interval95 == pytest.approx(tuple(direct.conf_int().loc[name]), rel=1e-3)
    # Pools below the floor are left out, and those that are left still say the same of the large scales.
    floored = {one.name: one for one in drivers(pools, names, least=FLOOR)}
    assert all(abs(floored[name].log_odds - found[name].log_odds) < 2 * found[name].se for name in names)


def test_small_pools_are_left_out() -> None:
    counts = pd.DataFrame(
        {"pool": ["big", "big", "small"], "duration": [1, 2, 1], "left": [8, 4, 3], "stayed": [0, 9, 2]}
    )
    assert [one.pool for one in curves(counts, least=10)] == ["big"]
    assert curves(counts.iloc[:0], least=10) == []
    # A pool with people enough and too few leavers shows its leavers one by one.
    assert curves(counts.assign(left=[1, 0, 0], stayed=[10, 9, 30]), least=10) == []


def test_a_share_worked_by_hand() -> None:
    # 20 people; 8 leave after 1, 3 of the 12 left are last seen at 1, 3 of the 9 leave after 2.
    counts = pd.DataFrame({"pool": "a", "duration": [1, 2], "left": [8, 3], "stayed": [3, 6]})
    (one,) = curves(counts, least=10)
    assert list(one.share["share"]) == pytest.approx([1, 12 / 20, 12 / 20 * 6 / 9])


def test_too_few_pools_for_the_values_give_no_drivers() -> None:
    pools = pd.DataFrame({"left": [5, 6], "stayed": [15, 14], "pay": [1, 2]})
    assert drivers(pools, ["pay"], least=10) == []
    wide = pd.DataFrame({"left": [5, 6, 9, 1], "stayed": [15, 14, 11, 2], "pay": [1, 2, 3, 9]})
    (pay,) = drivers(wide, ["pay"], least=10)
    assert pay.log_odds > 0
