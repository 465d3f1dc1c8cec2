"""Who administers the site, and how somebody becomes one on the server."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account
from hearth.members.actions.staff import give_staff_rights
from hearth.members.models import StaffAction
from tests.people import account_of, appoint, join_person, signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "marisol@example.org"


@pytest.fixture
def ada():
    ada = join_person("Ada")
    give_staff_rights(account_of(ada), is_administrator=True)
    return ada


def test_the_words_that_refuse_leaving_name_a_way_that_works(ada, capsys):
    marisol = join_person("Marisol", email=ADDRESS)
    appoint(join_person("Appointer"), "administrators")
    leaving = reverse("members:settings-leaving")
    assert "bin/manage make_administrator" in signed_in(ada).get(leaving).content.decode()
    with pytest.raises(Refusal, match="last administrator"):
        close_account(account_of(ada), keep_writing=True, at_once=False)
    call_command("make_administrator", ADDRESS.upper())
    assert "Done." in capsys.readouterr().out
    assert signed_in(marisol).get(reverse("activity:operator")).status_code == 200
    close_account(account_of(ada), keep_writing=True, at_once=False)
    assert "last administrator" in signed_in(marisol).get(leaving).content.decode()


def test_it_stays_on_record_and_the_person_reads_it(ada):
    marisol = join_person("Marisol", email=ADDRESS)
    for _twice in range(2):
        call_command("make_administrator", ADDRESS)
    action = StaffAction.objects.get(subject=marisol)
    assert (action.kind, action.detail, action.actor) == ("right_given", "administrator", None)
    assert "(administrator)" in signed_in(marisol).get(reverse("members:settings-names")).content.decode()


def test_other_rights_lower_nobody(ada):
    appoint(ada, "verifiers")
    assert account_of(ada).is_superuser


def test_only_somebody_who_is_here(ada):
    with pytest.raises(CommandError, match="Nobody signs in"):
        call_command("make_administrator", "nobody@example.org")
    close_account(account_of(join_person("Marisol", email=ADDRESS)), keep_writing=True, at_once=False)
    with pytest.raises(CommandError, match="closed or suspended"):
        call_command("make_administrator", ADDRESS)
