"""A link as a picture to be photographed from a poster or a screen."""

import io

import segno


def qr_svg(link: str) -> str:
    """Return the QR code of a link as an SVG picture, a quarter of which may be covered and it is still read."""
    out = io.BytesIO()
    segno.make_qr(link, error="q").save(out, kind="svg", scale=8, border=4, xmldecl=False, title=link)
    return out.getvalue().decode()
