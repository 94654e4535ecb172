"""A link as a picture to be photographed from a poster or a screen."""

import io

import segno

SCALE = 5  # pixels of one module: some 200 px in all, which fits a phone and prints at 5 cm


def qr_svg(link: str) -> str:
    """Return the QR code of a link as an SVG picture, a quarter of which may be covered and it is still read."""
    out = io.BytesIO()
    made = segno.make_qr(link, error="q")
    # White below it, so that it is read on a dark page as well.
    made.save(out, kind="svg", scale=SCALE, border=4, xmldecl=False, svgns=True, title=link, light="#fff")
    return out.getvalue().decode()
