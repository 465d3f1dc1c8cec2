"""Where on the dotted map of the world a country's light stands. The dots are `static/img/world.svg`."""

import csv
from collections.abc import Mapping
from functools import cache
from math import log, pi, radians, tan
from pathlib import Path
from typing import NamedTuple

WIDTH, HEIGHT = 1000, 470
WEST, SPAN = -168, 350
NORTH, SOUTH = 76, -56


class Light(NamedTuple):
    """A light on the map: its middle and its two radii, as attributes of SVG circles, in the map's units."""

    x: str
    y: str
    glow: str
    lit: str


def lights(counts: Mapping[str, int]) -> list[Light]:
    """Return a light for each country of `counts` (organisations by ISO 3166-1 code), larger where there are several.

    A country whose position is not known has none; the page says the same facts in words.
    """
    known = positions()
    return [_light(*known[code], count) for code, count in sorted(counts.items()) if code in known and count]


@cache
def positions() -> dict[str, tuple[float, float]]:
    """Return a point inside each country, as (longitude, latitude) in whole degrees, by ISO 3166-1 code."""
    with (Path(__file__).parent / "positions.csv").open(newline="") as file:
        return {code: (float(longitude), float(latitude)) for code, longitude, latitude in csv.reader(file)}


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a point in degrees stands on the map: a Miller projection, cut at the poles and the Pacific."""
    across = (longitude - WEST) % 360 / SPAN * WIDTH
    return min(across, WIDTH), (_miller(NORTH) - _miller(latitude)) / (_miller(NORTH) - _miller(SOUTH)) * HEIGHT


def _miller(latitude: float) -> float:
    return 1.25 * log(tan(pi / 4 + 0.4 * radians(latitude)))


def _light(longitude: float, latitude: float, count: int) -> Light:
    x, y = project(longitude, latitude)
    scale = min(1 + 0.2 * (count - 1), 1.8)
    return Light(f"{x:.0f}", f"{y:.0f}", f"{13 * scale:.1f}", f"{5.4 * scale:.1f}")
