"""A place where somebody asked, a friend who answers, and the hands that carry word."""

from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from hearth.communities.actions.writing import Answer, post_reply
from hearth.communities.tests.cast import asker, discussion, friend, place
from hearth.core import work
from hearth.notifications.actions import mailing
from hearth.notifications.models import Notification

__all__ = ["asker", "discussion", "friend", "place"]


@pytest.fixture
def answer(discussion, friend):
    """Answer in the discussion with words; return the reply."""

    def answer(body="So did I, for three weeks.", *, by=None, **said):
        return post_reply(discussion, Answer(body=body, **said), by=by or friend)

    return answer


@pytest.fixture
def deliver(run_worker):
    """Let the worker carry word, let the settling time pass, promise what is due, and send it."""

    def deliver():
        run_worker()
        Notification.objects.filter(mail_at__isnull=False).update(mail_at=timezone.now() - timedelta(seconds=1))
        mailing.mail_due()
        run_worker()

    return deliver


@pytest.fixture
def carry(django_capture_on_commit_callbacks):
    """Deliver word of all that happened, as the worker does; return what the people given were told, by kind."""

    def carry(*people):
        work.sweep(grace=timedelta())
        rows = Notification.objects.filter(member__in=people) if people else Notification.objects.all()
        return [(row.member, row.kind) for row in rows.select_related("member").order_by("pk")]

    return carry


@pytest.fixture
def mail_all(carry):
    """Deliver word, let the settling time pass, and send all mail that is due; return it."""

    def mail_all():
        carry()
        Notification.objects.filter(mail_at__isnull=False).update(mail_at=timezone.now() - timedelta(seconds=1))
        mailing.mail_due()
        work.sweep(grace=timedelta())
        return django_mail.outbox

    return mail_all
