"""Leaving, and asking for one's data, by several at the same moment."""

from hearth.core.refusals import Refusal
from hearth.members.actions.exports import ask_for_export
from hearth.members.actions.leaving import begin_erasures, close_account, come_back
from hearth.members.models import Account, DataExport, Erasure
from tests.people import account_of, join_person
from tests.threads import at_once


def test_the_last_two_administrators_cannot_both_go(waiting_database):
    pks = [account_of(join_person(f"Head of letter {letter}")).pk for letter in "AB"]
    Account.objects.filter(pk__in=pks).update(is_superuser=True, is_staff=True)

    def leave(number):
        close_account(Account.objects.get(pk=pks[number]), keep_writing=True, at_once=False)

    outcomes = at_once(2, leave)
    assert sorted(type(outcome) for outcome in outcomes if outcome) == [Refusal], outcomes
    assert Account.objects.filter(is_superuser=True, closed_at=None).count() == 1


def test_eight_clicks_make_one_download(waiting_database):
    account = account_of(join_person("Many clicks"))
    outcomes = at_once(8, lambda number: ask_for_export(account, language="en").pk)
    assert set(outcomes) == {DataExport.objects.get().pk}


def test_whoever_comes_back_in_the_last_moment_is_either_back_or_gone(waiting_database):
    account = account_of(join_person("Second thoughts"))
    close_account(account, keep_writing=True, at_once=False)
    Account.objects.filter(pk=account.pk).update(erase_on="2026-01-01")
    outcomes = at_once(2, lambda number: [come_back, lambda _account: begin_erasures()][number](account))
    is_back = Account.objects.filter(pk=account.pk, closed_at=None).exists()
    assert is_back != Erasure.objects.filter(account=account).exists(), outcomes
