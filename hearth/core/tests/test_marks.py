import pytest

from hearth.core.marks import TINTS, initials_of, tint_of
from hearth.members.models import Member
from hearth.organizations.models import Organization


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Marisol V.", "MV"), ("quiet heron of the river", "QH"), ("(The) Clinic – Río", "CR"), ("!?", "!"), ("", "")],
)
@pytest.mark.parametrize("kind", [Member, Organization])
def test_people_and_organisations_are_marked_by_the_same_letters(kind, name, initials):
    assert kind(name=name).initials == initials_of(name) == initials


def test_a_tint_is_steady_and_every_tint_comes_up():
    ids = [f"22222222{a}{b}" for a in "23456789" for b in "abcdefgh"]
    assert {tint_of(each) for each in ids} == set(range(1, TINTS + 1))
    for each in ids:
        assert Member(public_id=each).tint == Organization(public_id=each).tint == tint_of(each)
