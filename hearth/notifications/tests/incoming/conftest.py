"""Mail to a discussion, as its writer's program sends it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail as django_mail

from hearth.communities.queries.naming import name_kept_in
from hearth.core import work
from hearth.core.tests.mail.letters import letter
from hearth.notifications.reply_addresses import reply_address
from hearth.notifications.tests.incoming.ending import DOMAIN
from tests.people import account_of


@pytest.fixture(autouse=True)
def mail_comes_in(settings):
    settings.CONFIG = replace(settings.CONFIG, reply_domain=DOMAIN)


@pytest.fixture
def written(discussion):
    """Write a mail of `by` to the discussion's reply address; return its bytes."""

    def written(text="So did I.", *, by, at=None, name="A Person", **said):
        account, place = account_of(by), at or discussion
        to = reply_address(account, place.public_id, name=name_kept_in(place, by=by) or by)
        return letter(text, **{"From": f"{name} <{account.email}>", "To": to} | said)

    return written


@pytest.fixture
def letters():
    """Send what is owed; return the mails that went."""

    def letters():
        work.sweep(grace=timedelta())
        return django_mail.outbox

    return letters
