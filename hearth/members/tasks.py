from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from hearth.core.periodic import periodic
from hearth.members.actions.photo import erase_left_over_photos

periodic(every=timedelta(days=1), help=_("Erases photos that no page shows any more."))(erase_left_over_photos)
