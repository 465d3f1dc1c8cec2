"""Names that could be read as something or somebody else are refused, each with one that would do."""

import dataclasses
import time

import pytest
from django.conf import settings as site
from django.urls import reverse

from hearth.core.lookalikes import skeleton
from hearth.core.refusals import Refusal
from hearth.members import names
from hearth.members.queries.names import is_name_taken
from hearth.organizations.models import Organization
from tests.cast import World
from tests.people import join_person, signed_in

pytestmark = pytest.mark.django_db

INVISIBLE = [
    "Mari\u200bsol",
    "Mari\u202esol",
    "\u2066Marisol",
    "Mari\u00adsol",
    "Mari\ufe0fsol",
    "Mari\u3164sol",
    "Ro\u200csa",
]
SIGNS = [
    "Rosa ✓",
    "Rosa ✔️",
    "☑ Rosa",
    "🛡 Rosa",
    "Rosa ⚕",
    "Rosa 🩺",
    "Rosa®",
    "Rosa √",
    "Rosa 𓋹",
    "Rosa 1\u20e3",
    "Rosaˇ",
]
HEAPED = ["R\u0335\u0336\u0337\u0338osa", "\u0301Rosa", "Rosa \u0301"]
MIXED = ["Mаrisol", "Rοsa", "Rosa٥", "Roѕa M", "Анna"]
OFFICIAL = [
    "Moderator",
    "M0derat0r",
    "Hearth Team",
    "ModeratorRosa",
    "Rosa admin",
    "Stαff",
    "Administración",
    "مشرفة",
    "الادارة",
]
OFFICIAL += ["Personal Oficial", "A D M I N", "Verified Rosa", "rnoderator", "HEARTH", "h e a r t h"]
OFFICIAL += ["Admin1", "1Admin", "Admin 1", "Admin2024", "Staff7", "Support24", "Mod1 Rosa", "Officia1", "ADMINRosa"]
OFFICIAL += ["ModTeam", "modteam", "TheAdmin", "theadmin", "HearthTeam", "hearthteam", "TeamHearth", "OfficialHearth"]
OFFICIAL += ["Hearth1", "HearthRosa", "hearth.example", "localhost", "noreply", "No-Reply"]
FORMER = [
    "Former member",
    "A former member",
    "FormerMember7",
    "Antiguo miembro",
    "Alguien que estuvo aquí",
    "عضوية سابقة",
]
RARE = ["ꓮꓓꓟꓲꓠ", "ⲎⲈⲀⲢⲦ", "ᎪᎠᎷᏆᏁ", "ᗩᗪᗰᓰᑎ", "Rosa ꓟ", "ⵔⵓⵣⴰ"]


@pytest.fixture
def host():
    clinic = World.build().clinic
    Organization.objects.filter(pk=clinic.pk).update(is_host=True, name="Alder River Health")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        *((name, "cannot be seen") for name in INVISIBLE),
        *((name, "Signs and pictures") for name in SIGNS + HEAPED),
        *((name, "in one alphabet") for name in MIXED),
        *((name, "like the people who run this place") for name in OFFICIAL + FORMER if name != "Stαff"),
        *((name, "names in this alphabet") for name in RARE),
        ("Stαff", "in one alphabet"),
        ("-·-", "at least one letter"),
        ("_", "at least one letter"),
        ("x" * 41, "at most 40 letters"),
    ],
)
def test_a_name_that_misleads_is_refused_with_one_that_would_do(name, said):
    with pytest.raises(Refusal, match=said) as refusal:
        names.clean(name)
    assert "%(" not in refusal.value.message


@pytest.mark.parametrize("name", ["Rosa ✓", "Ro\u200bsa", "🛡 Rosa"])
def test_what_is_left_of_a_name_is_suggested(name):
    with pytest.raises(Refusal, match=r"like Rosa\."):
        names.clean(name)


@pytest.mark.parametrize(
    "name",
    [
        *("José M.", "Mary-Ann O’Neill", "Tāne R.", "Nguyễn Thị Ánh", "Wanjikũ", "Oʻtkir", "Rosa 2"),
        *("أم يوسف", "سلمى ك.", "علی\u200cرضا", "क्\u200dषमा राम", "Анна М.", "Μαρία", "Анна Smith"),
        *("山田 タロウ", "田中さん", "김 민준", "Adminah", "Harold Earth", "Modesta", "Team Rosa"),
        *("ნინო", "አበበ", "נועה", "สมชาย", "សុខា", "R2D2", "2024", "Rosa2024", "McRoberts", "DeShawn"),
    ],
)
def test_names_of_people_are_welcome(name):
    assert names.clean(name) == name


@pytest.mark.parametrize(
    "name",
    ["ROSA M", "Rósa M.", "R0sa M", "Rosa  M", "Ｒosa M", "Rosa rn", "ʀosa M", "Rosà M"],
)
def test_two_names_that_read_alike_are_one(name):
    join_person("Rosa M.")
    assert is_name_taken(name)


def test_a_word_in_another_alphabet_that_reads_alike_is_the_same_name():
    join_person("Copa H.")
    assert is_name_taken("Сора Н")  # all of it Cyrillic


def test_small_l_capital_i_and_one_read_alike():
    assert skeleton("MarisoI V") == skeleton("Marisol V.") == skeleton("Mariso1 V")
    assert skeleton("أحمد") == skeleton("احمد")
    assert skeleton("Rosa") != skeleton("Rose")
    assert len(skeleton("ﷺ" * 40)) <= 200


def test_nobody_passes_for_the_organisation_that_runs_the_place(host, client):
    for name in ("Alder River Health", "alder river health team", "AlderRiverHealth", "Alder R1ver Health"):
        with pytest.raises(Refusal, match="people who run this place"):
            names.clean(name)
    assert names.clean("Alder River") == "Alder River"
    page = signed_in(join_person()).post(reverse("members:settings"), {"name": "Alder River Health", "line": "Kept"})
    assert "sounds like the people" in page.content.decode()
    assert "Kept" in page.content.decode()


def test_a_short_name_of_a_site_is_no_part_of_a_longer_word(settings):
    settings.CONFIG = dataclasses.replace(site.CONFIG, site_name="Care")
    assert names.clean("Carey") == "Carey"
    with pytest.raises(Refusal):
        names.clean("Care Rosa")


@pytest.mark.parametrize("name", ["x" * 10**6, "Rosa " * 10**5, "\u0301" * 10**6, "✓" * 10**6])
def test_a_megabyte_is_no_name_and_costs_nothing(name):
    began = time.process_time()
    with pytest.raises(Refusal):
        names.clean(name)
    assert names.clean("Rosa" + " " * 10**6 + "M") == "Rosa M"
    assert time.process_time() - began < 0.5


def test_the_names_we_suggest_can_be_used():
    for language in names._FIRST:
        for first in names._FIRST[language].split():
            for second in names._SECOND[language].split():
                assert names.clean(f"{first} {second}") == f"{first} {second}"
