import json
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from hearth.communities.actions.writing import Opening, start_discussion
from hearth.communities.tests.people import member_of, open_community
from tests.people import signed_in


class Command(BaseCommand):
    help = "Starts a discussion; says where, and the session of somebody who may answer there."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        place = open_community(name="Tired hearts")
        discussion = start_discussion(place, Opening(title="Afraid", body="To walk."), by=member_of(place))
        session = signed_in(member_of(place)).cookies[settings.SESSION_COOKIE_NAME].value
        self.stdout.write(
            json.dumps({"place": place.public_id, "discussion": discussion.public_id, "session": session})
        )
