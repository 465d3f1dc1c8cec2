"""Pictures for people of the demo world who show a place instead of a face: a sky, a sun, three lines of hills."""

import io
from math import sin

from PIL import Image, ImageDraw

SIDE = 640
Color = tuple[int, int, int]
# Sky above, sky below, sun, then the hills from the farthest to the nearest.
PALETTES: dict[str, tuple[Color, ...]] = {
    "dawn": ((250, 214, 165), (252, 238, 214), (244, 140, 74), (190, 150, 160), (140, 100, 125), (88, 60, 88)),
    "sea": ((150, 196, 214), (226, 240, 240), (255, 244, 214), (92, 150, 172), (58, 118, 146), (30, 82, 112)),
    "field": ((196, 222, 226), (244, 244, 222), (250, 206, 110), (160, 180, 120), (112, 148, 92), (70, 108, 70)),
    "dusk": ((96, 78, 120), (226, 150, 130), (255, 214, 160), (120, 78, 110), (84, 54, 88), (50, 34, 62)),
}


def landscape(palette: str, number: int) -> bytes:
    """Return a PNG of SIDE × SIDE in the colours of `palette`; each `number` has hills of its own."""
    above, below, sun, *hills = PALETTES[palette]
    drawn = Image.new("RGB", (SIDE, SIDE))
    pen = ImageDraw.Draw(drawn)
    for row in range(SIDE):
        share = row / SIDE
        pen.line([(0, row), (SIDE, row)], tuple(round(a + (b - a) * share) for a, b in zip(above, below, strict=True)))
    middle, radius = SIDE * (0.3 + 0.13 * (number % 4)), SIDE * 0.09
    pen.ellipse([middle - radius, SIDE * 0.3 - radius, middle + radius, SIDE * 0.3 + radius], sun)
    for depth, color in enumerate(hills):
        top = SIDE * (0.52 + 0.15 * depth)
        line = [
            (x, top + SIDE * 0.06 * sin(x / (95 - 12 * depth) + number * 1.7 + depth * 2.3)) for x in range(SIDE + 1)
        ]
        pen.polygon([(0, SIDE), *line, (SIDE, SIDE)], color)
    written = io.BytesIO()
    drawn.save(written, "PNG")
    return written.getvalue()
