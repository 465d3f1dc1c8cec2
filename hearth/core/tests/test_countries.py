"""Where countries are."""

from django_countries import countries

from hearth.core.continents import Continent
from hearth.core.countries import WhoRegion, all_countries, continent_of, countries_of, who_region_of


def test_every_country_that_can_be_chosen_has_its_place():
    assert set(all_countries()) == {code for code, _name in countries}
    nowhere = {code for code, country in all_countries().items() if country.continent is None}
    assert nowhere == {"AQ", "BV", "GS", "HM", "TF"}


def test_namibia_is_a_country_and_no_missing_value():
    assert all_countries()["NA"].alpha3 == "NAM"
    assert continent_of("NA") == Continent.AFRICA
    assert who_region_of("NA") == WhoRegion.AFRO


def test_the_second_view_of_the_world_has_every_country_once():
    chosen = [code for region in WhoRegion for code in countries_of(region)]
    assert len(chosen) == len(set(chosen)) == 238
    assert who_region_of("ID") == WhoRegion.WPRO
    assert {code for code, country in all_countries().items() if country.who_region is None} == {
        *("AX", "AQ", "BV", "IO", "HK", "MO", "TF", "HM", "GS", "TW", "UM")
    }


def test_what_is_no_country_is_nowhere():
    assert continent_of("XX") is None
    assert who_region_of("") is None
