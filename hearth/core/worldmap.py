"""Where on the dotted map of the world a country's light stands. The dots are `static/img/world.svg`."""

import csv
from collections.abc import Callable, Mapping
from functools import cache
from math import dist, log, pi, radians, tan
from pathlib import Path
from typing import Final, NamedTuple

from hearth.core.continents import Continent

WIDTH, HEIGHT = 1000, 470
WEST, SPAN = -168, 350
NORTH, SOUTH = 76, -56
ROOM: Final = 30
SMALLEST, LARGEST, AROUND = 5.4, 18.0, 7.6
"""Radii in units on the whole map: of a light, of the largest, of a glow beyond it."""
REACH: Final = 40.0  # units: more than 24 CSS pixels across on a page of 360; `map.css` makes it less on wide ones
CORNERS: Final = {
    Continent.AFRICA: ((-24, 38), (58, -36)),
    Continent.ASIA: ((25, 60), (150, -12)),
    Continent.EUROPE: ((-26, 72), (62, 33)),
    Continent.NORTH_AMERICA: ((-168, 74), (-50, 6)),
    Continent.SOUTH_AMERICA: ((-95, 14), (-30, -56)),
    Continent.OCEANIA: ((108, 20), (181, -50)),
}
"""What the map of a region shows: its north-western and its south-eastern corner, as (longitude, latitude)."""


class Light(NamedTuple):
    """A light on the map: its country, with how many organisations there are and where it leads (empty: nowhere), its
    middle, its two radii, and how far around it a finger is taken to mean it.

    All but the first three are attributes of SVG circles, in the map's units.
    """

    country: str
    n: int
    address: str
    x: str
    y: str
    glow: str
    lit: str
    reach: str


class Frame(NamedTuple):
    """A part of the map: what `viewBox` says, and how much larger it is drawn than the whole."""

    box: str
    zoom: float


def frame_of(code: str) -> Frame:
    """Return the part of the map that shows the region `code`. Raises ValueError for none."""
    (west, north), (east, south) = CORNERS[Continent(code)]
    (left, top), (right, bottom) = project(west, north), project(east, south)
    return Frame(f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}", WIDTH / (right - left))


def frame_around(countries: tuple[str, ...]) -> Frame:
    """Return the part of the map that shows all of `countries`, with some room around them, as wide as it needs."""
    known = positions()
    points = [project(*known[code]) for code in countries if code in known]
    if not points:
        return WHOLE
    (lefts, tops) = zip(*points, strict=True)
    left, right = max(min(lefts) - ROOM, 0), min(max(lefts) + ROOM, WIDTH)
    top, bottom = max(min(tops) - ROOM, 0), min(max(tops) + ROOM, HEIGHT)
    return Frame(f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}", WIDTH / (right - left))


WHOLE: Final = Frame(f"0 0 {WIDTH} {HEIGHT}", 1.0)


def lights(counts: Mapping[str, int], *, zoom: float = 1.0, leads: Callable[[str], str] | None = None) -> list[Light]:
    """Return a light for each country of `counts` (organisations by ISO 3166-1 code), larger for many.

    The largest come first: a small one beside it is drawn above it, not hidden. On a part of the map that is drawn
    larger by `zoom` they grow less than the land, and stay larger than its dots. `leads` says where one leads.

    A country whose position is not known has none; the page says the same facts in words.
    """
    known = positions()
    shrunk = min(zoom**0.25, 1.5)
    lit = {
        code: min(SMALLEST * (1 + 0.3 * log(n)), LARGEST) / shrunk for code, n in counts.items() if code in known and n
    }
    return [
        Light(
            code,
            counts[code],
            leads(code) if leads else "",
            *_said(*project(*known[code]), lit[code] + AROUND / shrunk, lit[code], _reach(code, lit, zoom)),
        )
        for code in sorted(lit, key=lambda each: (-counts[each], each))
    ]


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


def _said(*numbers: float) -> list[str]:
    return [f"{each:.1f}" for each in numbers]


def _reach(code: str, lit: Mapping[str, float], zoom: float) -> float:
    """Return how far around the light of `code` is its own: never as far as another of `lit`, the lights' radii."""
    free = [distance - lit[other] for other, distance in _near()[code] if other in lit]
    return max(lit[code], min([max(REACH / zoom, lit[code] + AROUND), *free]))


@cache
def _near() -> dict[str, list[tuple[str, float]]]:
    """Return the countries around each whose lights its own might cover, and how far off they are."""
    places = {code: project(*place) for code, place in positions().items()}
    return {
        code: [
            (other, far)
            for other, there in places.items()
            if other != code and (far := dist(here, there)) < REACH + LARGEST
        ]
        for code, here in places.items()
    }
