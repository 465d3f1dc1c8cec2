from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import transaction

from hearth.activity.actions import record
from hearth.activity.verbs import VERBS


class Command(BaseCommand):
    help = "Records a verb a number of times, in one transaction."

    def add_arguments(self, parser):
        parser.add_argument("verb")
        parser.add_argument("times", type=int)

    @transaction.atomic
    def handle(self, *args, verb, times, **options):
        someone = Group.objects.create(name="someone")
        for _ in range(times):
            record(VERBS[verb], by=someone, subject=someone)
        cache.set("played", verb)
        self.stdout.write(cache.get("played"))
