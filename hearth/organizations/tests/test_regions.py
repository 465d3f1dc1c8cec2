"""The regions of the network are the parts of the world that people choose from."""

from hearth.core.continents import Continent
from hearth.members.places import place_choices, place_name
from hearth.organizations.models import Region


def test_people_and_organisations_choose_from_one_list_of_the_world():
    _nothing, (_roughly, parts), _countries = place_choices()
    assert list(parts) == list(Region._meta.get_field("code").choices) == Continent.choices
    assert [place_name(code) for code, _name in parts] == [str(name) for _code, name in parts]
