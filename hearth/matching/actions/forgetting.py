"""Forgetting what was brought to whom, once nobody needs it any more."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from hearth.activity.actions import forget
from hearth.matching.models import Offer, State

KEPT: Final = timedelta(days=90)
BATCH: Final = 500


def forget_old_offers(*, now: datetime | None = None) -> int:
    """Erase what was brought to people of questions that were answered KEPT ago or before; return how many offers.

    In small transactions, so that nobody waits to write. That a question was not for somebody stays as long as the
    question: it must not come to them again. Harmless at any time.
    """
    answered = {"question__discussion__answered_at__lte": (now or timezone.now()) - KEPT}
    old, gone = Offer.objects.filter(**answered).exclude(state=State.NOT_FOR_ME), 0
    while batch := list(old.order_by("pk")[:BATCH]):
        with transaction.atomic():
            forget(batch)
            gone += Offer.objects.filter(pk__in=[each.pk for each in batch]).delete()[0]
    return gone
