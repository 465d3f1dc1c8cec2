"""What mails about the ways in advise: what helps against that very thing, and nothing a person cannot do."""

import pytest
from django.urls import reverse

from hearth.core import mail
from tests.people import join_person, signed_in

ADVICE = {
    "webauthn_added": "remove that passkey",
    "webauthn_removed": "sign out everywhere else",
    "totp_activated": "write to us",
    "totp_deactivated": "switch the second step on again",
    "recovery_codes_generated": "make new recovery codes",
    "account_connected": "take that link away",
    "account_disconnected": "sign out everywhere else",
}


@pytest.mark.parametrize("letter", ADVICE)
def test_each_letter_names_what_undoes_it_and_supposes_no_password(letter):
    text = " ".join(mail.render(f"members/mail/{letter}.html", language="en", context={}).text.split())
    assert ADVICE[letter] in text
    assert "If you have a password, choose a new one" in text


def test_the_way_to_write_to_us_is_a_whole_address(settings):
    text = mail.render("members/mail/totp_activated.html", language="en", context={}).text
    assert f"{settings.CONFIG.site_url}{reverse('front:about')}" in text


@pytest.mark.django_db
@pytest.mark.parametrize("password_hash", ["", None])
def test_whoever_has_no_password_is_not_told_to_change_it(password_hash):
    given = {} if password_hash is None else {"password_hash": password_hash}
    page = signed_in(join_person(**given)).get(reverse("members:settings-signing-in")).content.decode()
    assert ("then change your password" in page) == (password_hash is None)
    assert ("change the password of your email" in page) == (password_hash == "")
