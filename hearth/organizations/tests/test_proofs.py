"""Channels and domains are checked where they are, and lose their mark when what showed it is gone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hearth.core.refusals import Refusal
from hearth.organizations.actions import put_regions
from hearth.organizations.actions.channels import (
    add_account,
    add_domain,
    remove_account,
    remove_domain,
    vouch_for_account,
)
from hearth.organizations.actions.checking import check_account, check_domain, look_again
from hearth.organizations.domains import domain_of_address, read_domain
from hearth.organizations.models import Check, Outcome, Platform, Proof
from hearth.organizations.permissions import HOUSE
from hearth.organizations.proofs import Outside
from hearth.organizations.tests.keeping import belonging, clinic, internet
from tests.word import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions(db):
    put_regions()


@pytest.fixture
def river():
    return clinic()


@pytest.fixture
def administrator(river):
    return belonging(river)


def page_of(organization):
    return f"{settings.CONFIG.site_url.rstrip('/')}/organizations/{organization.public_id}/"


def told(member):
    """What `member` is told, while nobody looks at the open internet."""
    Check.objects.all().delete()
    return sentences(member)


def linking(address, rel="me"):
    return f'<html><body><a rel="nofollow {rel}" href="{address}">us</a></body></html>'


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("hospital.example", "hospital.example"),
        ("https://www.Hospital.Example/about", "hospital.example"),
        ("krankenhäuser.example", "xn--krankenhuser-ncb.example"),
        ("h0spital.example", "h0spital.example"),
        ("sub.hospital.example", "sub.hospital.example"),
        ("gmail.com", None),
        ("localhost", None),
        ("example", None),
        ("127.0.0.1", None),
        ("co.uk", None),
        ("facebook.com", None),
        ("a@hospital.example", None),
        ("hospital..example", None),
        ("", None),
        ("x" * 400, None),
        ("javascript:alert(1)", None),
        ("hospital.example\x00", None),
    ],
)
def test_a_domain_is_read_exactly_or_not_at_all(text, domain):
    assert read_domain(text) == domain


def test_an_address_is_of_its_very_domain():
    assert domain_of_address("a@hospital.example") == "hospital.example"
    others = (
        "a@h0spital.example",
        "a@hospital.example.evil.example",
        "a@sub.hospital.example",
        "a@www.hospital.example",
    )
    assert "hospital.example" not in {domain_of_address(each) for each in others}
    assert domain_of_address("a@gmail.com") is None


def test_a_link_back_checks_a_channel_and_two_misses_take_the_mark(river, administrator):
    account = add_account(river, "https://social.example/@river", None, by=administrator)
    assert Check.objects.waiting().filter(account=account).count() == 1
    pages = {"social.example/@river": linking(page_of(river))}
    with internet(pages, {}) as outside:
        check_account(account, outside=outside)
        account.refresh_from_db()
        assert (account.proof, account.outcome) == (Proof.LINK_BACK, "")
        assert account.verified_at
        for body in (linking(page_of(river), rel="nofollow"), linking("https://river.example/"), "<p>nothing</p>"):
            pages["social.example/@river"] = body
            account.misses = 0
            account.save(update_fields=["misses"])
            check_account(account, outside=outside)
            account.refresh_from_db()
            assert (account.misses, account.outcome) == (1, Outcome.MISSING)
            assert account.verified_at, "once may be chance"
        check_account(account, outside=outside)
        account.refresh_from_db()
        assert account.verified_at is None
        assert any("did not find what showed" in each for each in told(administrator))
        pages["social.example/@river"] = linking(page_of(river))
        check_account(account, outside=outside)
        assert not any("did not find what showed" in each for each in told(administrator))


def test_a_page_that_leads_elsewhere_shows_nothing(river, administrator):
    account = add_account(river, "https://social.example/@river", None, by=administrator)
    pages = {"social.example/@river": (302, "/@other"), "social.example/@other": "", "evil.example/": ""}
    with internet(pages, {}) as outside:
        check_account(account, outside=outside)
        account.refresh_from_db()
        assert account.outcome == Outcome.MISSING
        pages.clear()
        check_account(account, outside=outside)
        account.refresh_from_db()
        assert account.outcome == Outcome.UNREACHABLE


def test_one_organisation_at_most_has_an_account_checked(river, administrator):
    lake = clinic("Lake Clinic")
    other = add_account(lake, "https://social.example/@river", None, by=HOUSE)
    account = add_account(river, "https://social.example/@river", None, by=administrator)
    both = f"{linking(page_of(river))}{linking(page_of(lake))}"
    with internet({"social.example/@river": both}, {}) as outside:
        check_account(account, outside=outside)
        check_account(other, outside=outside)
    other.refresh_from_db()
    assert (other.verified_at, other.outcome) == (None, Outcome.TAKEN)
    with pytest.raises(Refusal):
        vouch_for_account(other, by=HOUSE)
    remove_account(other, by=HOUSE)
    with pytest.raises(Refusal):
        add_account(lake, "https://social.example/@river", None, by=HOUSE)


@pytest.mark.parametrize("way", [Proof.DNS, Proof.FILE])
def test_a_domain_is_proven_by_its_record_or_a_file_and_checks_what_stands_on_it(river, administrator, way):
    domain = add_domain(river, "river.example", by=administrator)
    blog = add_account(river, "https://river.example/blog", Platform.BLOG, by=administrator)
    alike = add_account(river, "https://sub.river.example/blog", Platform.BLOG, by=administrator)
    texts = {"river.example": [f"hearth-verification={domain.token}"]} if way == Proof.DNS else {}
    place = "river.example/.well-known/hearth-verification.txt"
    pages = {place: f"{domain.token}\n"} if way == Proof.FILE else {}
    with internet(pages, texts) as outside:
        check_domain(domain, outside=outside)
        domain.refresh_from_db()
        assert domain.proof == way
        for account in (blog, alike):
            check_account(account, outside=outside)
            account.refresh_from_db()
        assert (blog.proof, bool(blog.verified_at)) == (way, True)
        assert alike.verified_at is None
        pages.clear()
        texts.clear()
        for misses in (1, 2):
            check_domain(domain, outside=outside)
            domain.refresh_from_db()
            assert bool(domain.proven_at) == (misses == 1)
        check_account(blog, outside=outside)
    assert any("is a domain of" in each for each in told(administrator))


def test_a_token_of_another_or_on_a_longer_name_proves_nothing(river):
    domain, lake = add_domain(river, "river.example", by=HOUSE), clinic("Lake Clinic")
    same = add_domain(lake, "river.example", by=HOUSE)
    assert len({domain.token, same.token}) == 2
    texts = {"river.example": [f"hearth-verification={domain.token}"], "river.example.evil.example": [same.token]}
    pages = {
        "river.example/.well-known/hearth-verification.txt": (302, "http://evil.example/token.txt"),
        "evil.example/token.txt": same.token,
    }
    with internet(pages, texts) as outside:
        check_domain(same, outside=outside)
    same.refresh_from_db()
    assert same.proven_at is None


def test_addresses_of_this_machine_are_not_gone_to(river):
    account = add_account(river, "https://internal.example/@river", None, by=HOUSE)
    account.url = "http://127.0.0.1/@river"
    check_account(account, outside=Outside())
    account.refresh_from_db()
    assert (account.verified_at, account.outcome) == (None, Outcome.UNREACHABLE)


def test_what_staff_vouched_for_is_not_taken_by_a_look(river):
    account = add_account(river, "https://www.facebook.com/river", None, by=HOUSE)
    vouch_for_account(account, by=HOUSE)
    account.url = "http://127.0.0.1/"
    for _time in range(3):
        check_account(account)
    account.refresh_from_db()
    assert account.proof == Proof.STAFF


def test_proofs_are_looked_at_again_after_a_week(river):
    account = add_account(river, "https://social.example/@river", None, by=HOUSE)
    Check.objects.all().delete()
    now = timezone.now()
    account.verified_at = account.checked_at = now
    account.proof = Proof.LINK_BACK
    account.save()
    assert look_again(now + timedelta(days=6)) == 0
    assert look_again(now + timedelta(days=8)) == 1
    look_again(now + timedelta(days=8))
    assert Check.objects.waiting().count() == 1, "one waits at most"


def test_who_may_list_channels_and_how_many(river, administrator):
    for role in ("staff", "clinician"):
        with pytest.raises(PermissionDenied):
            add_account(river, "https://social.example/@x", None, by=belonging(river, role))
    lead = belonging(river, "social_media_lead")
    remove_account(add_account(river, "https://social.example/@x", None, by=lead), by=lead)
    with pytest.raises(PermissionDenied):
        add_domain(river, "river.example", by=lead)
    with pytest.raises(PermissionDenied):
        add_domain(river, "river.example", by=belonging(clinic("Lake Clinic")))
    with pytest.raises(PermissionDenied):
        vouch_for_account(add_account(river, "https://social.example/@a", None, by=administrator), by=administrator)
    for wrong in ("https://www.facebook.com/sharer", "javascript:alert(1)", "nothing", "https://blog.example/"):
        with pytest.raises(Refusal):
            add_account(river, wrong, None, by=administrator)
    with pytest.raises(Refusal):
        add_account(river, "https://social.example/@A", None, by=administrator)
    for number in range(19):
        add_account(river, f"https://social.example/@many{number}", None, by=administrator)
    with pytest.raises(Refusal):
        add_account(river, "https://social.example/@more", None, by=administrator)
    domain = add_domain(river, "river.example", by=belonging(river, "editor"))
    remove_domain(domain, by=administrator)


@pytest.mark.parametrize(
    "odd", ['<a rel="me" href="http://[x">us</a>', "<![foo[x]]>", "<!" + "[" * 9, "<!DOCTYPE [<!x"]
)
def test_a_page_that_no_reader_understands_keeps_no_mark(river, administrator, odd):
    account = add_account(river, "https://social.example/@river", None, by=administrator)
    pages = {"social.example/@river": linking(page_of(river)) + odd}
    with internet(pages, {}) as outside:
        check_account(account, outside=outside)
        account.refresh_from_db()
        assert account.verified_at, "what stands before it counts"
        pages["social.example/@river"] = odd
        for _twice in range(2):
            check_account(account, outside=outside)
        account.refresh_from_db()
        assert (account.verified_at, account.outcome) == (None, Outcome.MISSING)
