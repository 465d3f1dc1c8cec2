"""Where a finger meets which light of the map."""

from itertools import permutations
from math import dist

import pytest

from hearth.core.worldmap import REACH, lights, positions


@pytest.mark.parametrize("zoom", [1.0, 3.0])
def test_the_ground_around_a_light_ends_before_the_next_one(zoom):
    every = lights(dict.fromkeys(positions(), 1), zoom=zoom)
    for one, other in permutations(every, 2):
        far = dist((float(one.x), float(one.y)), (float(other.x), float(other.y)))
        alone = float(one.lit)  # where two countries are closer than that, they share their ground
        assert float(one.reach) <= max(far - float(other.lit), alone) + 0.3  # rounded


def test_a_light_that_stands_alone_is_met_from_far():
    [only] = lights({"NZ": 1})
    assert float(only.reach) == REACH
