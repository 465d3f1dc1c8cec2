"""The one face that is nobody's."""

from datetime import datetime
from typing import Final

from django.utils import timezone

from hearth.core.ids import chance_public_id
from hearth.members.models import Kind, Member

KEY: Final = "nobody\n"  # no name has such a key
LONG_AGO: Final = datetime.fromtimestamp(0, tz=timezone.get_default_timezone())


def nobody() -> Member:
    """Return the former member under whom the marks of erased words stand, whoever wrote them.

    So two marks of one person are not known to be one person's.
    """
    given = {"public_id": chance_public_id(), "created_at": LONG_AGO}
    return Member.objects.get_or_create(kind=Kind.FORMER, name_key=KEY, defaults=given)[0]
