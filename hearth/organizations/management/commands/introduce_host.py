"""Says which organisation runs this site, until there is a page for it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hearth.core.continents import Continent
from hearth.core.refusals import Refusal
from hearth.organizations.actions import Details, put_organization
from hearth.organizations.models import OrganizationKind
from hearth.organizations.permissions import HOUSE
from hearth.organizations.queries import host_organization


class Command(BaseCommand):
    help = "Says which organisation runs this site. Said again under the same name, it replaces what was said before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="what the organisation calls itself")
        parser.add_argument("--kind", required=True, choices=OrganizationKind.values)
        parser.add_argument("--country", required=True, type=str.upper, help="two letters of ISO 3166-1, as in CL")
        parser.add_argument("--region", required=True, choices=Continent.values)
        parser.add_argument("--place", default="", help="its town")
        parser.add_argument("--about", default="", help="who you are, in a sentence or two")
        parser.add_argument("--who-pays", default="", help="where its money comes from, in a sentence or two")
        parser.add_argument("--website", default="", help="its own site, with https:// in front")
        parser.add_argument(
            "--language",
            default=settings.LANGUAGE_CODE,
            choices=[code for code, _name in settings.LANGUAGES],
            help="what the name and the sentences are written in",
        )

    def handle(self, *args: Any, name: str, language: str, **options: Any) -> None:
        host = host_organization()
        details = Details(
            name=name,
            lang=language,
            kind=OrganizationKind(options["kind"]),
            region=Continent(options["region"]),
            country=options["country"],
            place=options["place"],
            languages=[language],
            description={language: options["about"]} if options["about"] else {},
            who_pays={language: options["who_pays"]} if options["who_pays"] else {},
            website=options["website"],
            joined_on=host.joined_on if host else timezone.localdate(),
            is_host=True,
        )
        try:
            organization = put_organization(details, by=HOUSE)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(f"{organization.name} runs this site.")
