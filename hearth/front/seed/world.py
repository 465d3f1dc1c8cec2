"""Puts the whole demo world in, part by part."""

from datetime import datetime

from django.db import transaction

from hearth.front.seed.clock import Clock
from hearth.front.seed.communities import put_communities, put_talks
from hearth.front.seed.desks import put_desks
from hearth.front.seed.directory import put_counts, put_listed, put_reached
from hearth.front.seed.entries import read
from hearth.front.seed.found import put_found
from hearth.front.seed.joining import put_asked, put_belonging, put_prospects, put_renewals, put_terms
from hearth.front.seed.kept import put_kept
from hearth.front.seed.mentors import put_mentors
from hearth.front.seed.missed import put_missed
from hearth.front.seed.order import put_order
from hearth.front.seed.organizations import put_organizations
from hearth.front.seed.people import put_people
from hearth.front.seed.reports import put_reports
from hearth.front.seed.staff import put_badges, put_question
from hearth.front.seed.told import put_told
from hearth.organizations.actions import put_regions
from hearth.topics.actions import put_first_vocabulary

TALKS = ("talks_heart", "talks_cuidar", "talks_sukkari", "talks_closed")


@transaction.atomic
def put_world(now: datetime) -> dict[str, int]:
    """Add what is missing of the demo world as it stands at `now`; return how much of each kind was added."""
    clock = Clock(now)
    places = read("communities")
    talks = [talk for name in TALKS for talk in read(name)]
    return {
        "regions": put_regions(),
        "topics": put_first_vocabulary(at=clock.now),
        "terms of the network": put_terms(clock),
        "organizations": put_organizations(read("organizations"), clock),
        "people": put_people(read("people"), clock),
        "badges": put_badges(read("people"), clock),
        "communities": put_communities(places, clock),
        "mentors": put_mentors(read("mentors"), places, clock),
        "discussions": put_talks(talks, places, clock),
        "missed topics": put_missed(read("missed"), clock),
        "things put in order": put_order(read("order"), places, clock),
        "questions": put_question("Faro Sereno", clock),
        "questions on desks": put_desks(read("desks"), clock),
        "kept by people": put_kept(read("kept"), clock),
        "reports": put_reports(read("reports"), clock),
        "memberships renewed": put_renewals(clock),
        "memberships settled": put_belonging(clock),
        "asked to join": put_asked(read("joining"), clock),
        "prospects": put_prospects(read("prospects"), clock),
        "listed in the directory": put_listed(clock),
        "organizations that are reached": put_reached(read("reached"), clock),
        "counts of the directory": put_counts(),
        "told to people": put_told(read("told"), clock),
        "to be found": put_found(),
    }
