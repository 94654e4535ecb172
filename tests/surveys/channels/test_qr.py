"""A link as a picture."""

from defusedxml.ElementTree import fromstring

from surveys.channels.qr import qr_svg


def test_a_picture_is_well_formed_and_another_link_is_another_picture() -> None:
    one, other = (qr_svg(f"https://pulse.example/s/{token}/") for token in ("one", "two"))
    assert fromstring(one).tag.endswith("svg")
    assert one != other
    assert qr_svg("https://pulse.example/s/one/") == one
