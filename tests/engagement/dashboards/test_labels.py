from django.utils import translation

from engagement.dashboards import labels

NAMES = {"A": "Ann's team", "B": "Bees"}


def test_unit_name_of_units_their_own_people_and_several_together() -> None:
    assert labels.unit_name("A", NAMES) == "Ann's team"
    assert labels.unit_name("A/*", NAMES) == "Ann's team, directly"
    assert labels.unit_name("A+B", NAMES) == "Ann's team + Bees"
    assert labels.unit_name("Z", NAMES) == "Z"


def test_labels_fall_back_to_the_key() -> None:
    assert labels.construct_label("brand_new") == "brand new"
    assert labels.topic_label("brand_new") == "brand_new"


def test_labels_are_translated() -> None:
    with translation.override("zh-hans"):
        assert labels.topic_label("pay") != labels.topic_label("workload") != "workload"
        assert labels.unit_name("A/*", NAMES) == "Ann's team（直属）"
