import pytest

from people.models import Unit

pytestmark = pytest.mark.django_db


def test_unit_label_falls_back_to_the_english_name() -> None:
    assert Unit(code="A", name="Ward A").label == "Ward A"
