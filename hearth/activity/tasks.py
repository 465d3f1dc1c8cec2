"""The worker's part: deliver, and forget what is old."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.activity import actions
from hearth.activity.models import Delivery
from hearth.core.periodic import periodic
from hearth.core.work import does


@does(Delivery, in_transaction=True)
def deliver(delivery: Delivery) -> None:
    actions.deliver(delivery)


@periodic(every=timedelta(days=1), help=_("Deletes activities after 90 days."))
def prune_activities() -> None:
    actions.prune_activities()
