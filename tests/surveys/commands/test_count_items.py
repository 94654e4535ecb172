"""What the bank has, counted by a command."""

import json

import pytest
from django.core.management import call_command

from surveys.bank.loader import bank, load_set, set_keys


def test_bank_sets_and_types_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("count_items")
    found = json.loads(capsys.readouterr().out)
    size = len(bank())
    assert found["bank"]["items"] == {"all": size}
    assert size >= 150
    assert found["bank"]["language"] == {"en": size, "zh": size}
    assert sum(found["bank"]["licence"].values()) == size
    assert found["bank"]["licences_by_language"]["en"] == found["bank"]["licence"]
    assert [one["key"] for one in found["sets"]] == set_keys()
    assert len(found["sets"]) >= 10
    for one in found["sets"]:
        assert one["questions"] == len(load_set(one["key"])["questions"])
        assert one["languages"] == ["en", "zh"]
    assert len(found["question_types"]) == len(set(found["question_types"])) >= 13
