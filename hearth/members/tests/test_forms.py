"""What several forms ask in the same way."""

import pytest

from hearth.members.forms.first_administrator import FirstAdministratorForm
from hearth.members.forms.joining import AboutStep, NameStep
from hearth.members.forms.settings import ProfileForm
from hearth.members.forms.situation import SituationForm

SIGNING_IN = {"email": "Ada@Example.ORG", "password": "adaadaada@example.org", "name": "Ada", "birth_year": "1970"}


@pytest.mark.django_db
@pytest.mark.parametrize("form_class", [NameStep, FirstAdministratorForm])
def test_whoever_chooses_an_address_and_a_password_is_asked_in_one_way(form_class):
    form = form_class(SIGNING_IN | {"email": "ada@example"})
    assert form.errors["email"] == ["There is a slip in this address. Check it letter by letter."]
    form = form_class(SIGNING_IN)
    assert "too similar" in form.errors["password"][0]
    assert form.cleaned_data["email"] == "ada@example.org"


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [(AboutStep, SituationForm, ["reasons", "words"]), (AboutStep, ProfileForm, ["languages"])],
)
def test_what_is_asked_on_the_way_in_is_asked_alike_later(one, other, names):
    for name in names:
        assert str(one()[name].as_field_group()) == str(other()[name].as_field_group())
