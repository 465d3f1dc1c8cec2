"""Every notice there is reaches somebody, and costs no more for many things than for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hearth.activity.ports import KINDS, notice_of, notices_as
from hearth.communities.actions.belonging import ask_to_join, give_role, grant_membership, remove_member
from hearth.communities.actions.finding import find
from hearth.communities.actions.merging import merge_discussions
from hearth.communities.actions.order import lock_discussion, move_discussion
from hearth.communities.actions.places import archive_community
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import WHOLE, Attention, FindingKind, Joining, Membership, ReactionKind, Role
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.claiming import hand_back, take
from hearth.matching.actions.keeping import keep_terms
from hearth.matching.actions.nominating import agree, decline, nominate
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.terms import end
from hearth.matching.models import Need
from hearth.matching.tests.mentors import mentor_of
from hearth.members.models import Audience, Member
from hearth.members.rights import NETWORK_KEEPERS
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report
from hearth.moderation.models import ReportKind, Verdict
from hearth.notifications.models import Notification
from hearth.organizations.actions import affiliate, confirm_affiliation, put_regions
from hearth.organizations.actions.channels import add_account, add_domain
from hearth.organizations.actions.checking import check_account, check_domain
from hearth.organizations.actions.claims import claim_by_asking, decline_claim
from hearth.organizations.models import AffiliationRole, Check, Domain, OfficialAccount, Organization, Proof
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.keeping import clinic, internet
from tests.network_word import network_concerns
from tests.people import appoint, join_person
from tests.word import bring_word

pytestmark = pytest.mark.django_db


def held(place, member):
    return Membership.objects.get(community=place, member=member)


def happens(me: Member) -> None:
    """Let all happen once that `me` can be told of."""
    _is_said(me)
    _is_kept_in_order(me)
    _is_decided_by_communities(me)
    _is_asked(me)
    _is_decided_by_moderators(me)
    _belongs(me)
    network_concerns(me)


def _belongs(me):
    """Somebody asks me, I am answered, my claim is decided, and what proved a channel and a domain is gone."""
    mine, theirs, claimed = (_organization() for _each in range(3))
    confirm_affiliation(affiliate(me, mine, by=me, role=AffiliationRole.ADMINISTRATOR), by=HOUSE)
    confirm_affiliation(affiliate(me, theirs, by=me), by=HOUSE)
    asking = join_person()
    affiliate(asking, mine, by=asking)
    claim = claim_by_asking(claimed, "It is ours.", by=me)
    decline_claim(claim, by=appoint(join_person(), NETWORK_KEEPERS), answer="We could not reach you.")
    now = timezone.now()
    account = add_account(mine, "https://social.example/@mine", None, by=HOUSE)
    domain = add_domain(mine, "mine.example", by=HOUSE)
    Domain.objects.filter(pk=domain.pk).update(proven_at=now, proof=Proof.DNS, misses=1)
    OfficialAccount.objects.filter(pk=account.pk).update(verified_at=now, proof=Proof.LINK_BACK, misses=1)
    with internet({}, {}) as outside:
        check_account(account, outside=outside)
        check_domain(domain, outside=outside)
    Check.objects.all().delete()  # nobody looks at the open internet


def _organization():
    return clinic(f"Clinic {Organization.objects.count()}")


def _start(place, by, title="Afraid to walk"):
    return start_discussion(place, Opening(title=title, body="I stand at the door."), by=by)


def _is_said(me):
    place = open_community()
    held_by, other = Membership.objects.create(community=place, member=me, granted_at=timezone.now()), member_of(place)
    mine, theirs = _start(place, held_by.member), _start(place, other)
    Attention.objects.update_or_create(member=me, discussion=theirs, defaults={"follows": True})
    post_reply(mine, Answer(body="So did I."), by=other)
    post_reply(theirs, Answer(body="And I."), by=member_of(place))
    post_reply(theirs, Answer(body=f"@{me.name} look"), by=other)
    start_discussion(place, Opening(title="Look", body=f"@{me.name} look"), by=other)
    reply = post_reply(theirs, Answer(body="I know it."), by=me)
    for written in (mine, reply):
        react(written, ReactionKind.HELPFUL, by=other)
    find(reply, FindingKind.HELPED, [WHOLE], by=other)


def _is_kept_in_order(me):
    steward = join_person()
    place, other = open_community(steward=steward), open_community(steward=steward)
    mine = _start(place, me)
    move_discussion(mine, other, by=steward)
    lock_discussion(mine, by=steward)
    assert held(place, me).granted_at, "writing there made them a member"
    kept, read = _start(place, member_of(place), "Kept"), _start(place, member_of(place), "Read")
    bring_word()
    for gone in (_start(place, me, "Gone"), read):
        merge_discussions(gone, kept, by=steward)


def _is_decided_by_communities(me):
    steward = join_person()
    places = [open_community(steward=steward) for _each in range(3)]
    for place in places:
        Membership.objects.create(community=place, member=me, granted_at=timezone.now())
    give_role(held(places[0], me), Role.MODERATOR, by=steward)
    remove_member(held(places[1], me), by=steward)
    archive_community(places[2], by=steward)
    grant_membership(ask_to_join(open_community(steward=steward, joining=Joining.ON_REQUEST), by=me), by=steward)
    ask_to_join(open_community(steward=me, joining=Joining.ON_REQUEST), by=join_person())


def _is_asked(me):
    steward = join_person()
    places = [open_community(steward=steward) for _each in range(6)]
    for place in places:
        Membership.objects.create(community=place, member=me, granted_at=timezone.now())
    nominate(held(places[0], me), by=steward)
    agree(nominate(held(places[1], me), by=me), by=steward)
    decline(nominate(held(places[2], me), by=me), by=steward)
    end(mentor_of(places[3], me), by=steward, reason="Thank you.")
    mentor_of(places[4], me, ends_on=timezone.localdate() + timedelta(days=9))
    keep_terms()
    _start(places[4], member_of(places[4]))
    Membership.objects.filter(community=places[5], member=me).update(role=Role.MODERATOR)
    _start(places[5], member_of(places[5]))
    offer_waiting()
    needs = places[5].discussions.get().question
    hand_back(take(needs, by=steward), by=steward, need=Need.MODERATOR)


def _is_decided_by_moderators(me):
    place = open_community(steward=(steward := join_person()))
    mine, theirs = _start(place, me), _start(place, member_of(place))
    for written, by in ((mine, steward), (theirs, me)):
        case = report(written, Told(kind=ReportKind.SELLING), by=join_person() if by == steward else me).case
        decide(case, Ruling(verdict=Verdict.HIDDEN, rule="sale", reason="No."), by=steward)
    led = open_community(steward=me)
    report(_start(led, member_of(led)), Told(kind=ReportKind.WORRY), by=join_person())


def costs(me: Member) -> dict[tuple[str, str], tuple[int, int]]:
    """Return of how many things each notice tells `me`, and with how many queries."""
    bring_word()
    found = {}
    for kind, about in Notification.objects.filter(member=me).values_list("kind", "about").distinct():
        keys = list(Notification.objects.filter(member=me, kind=kind, about=about).values_list("subject_id", flat=True))
        with CaptureQueriesContext(connection) as asked:
            told = notice_of(kind, about).tell(keys, viewer=me)
        found[kind, about] = (len(told), len(asked))
    return found


def test_every_notice_reaches_somebody_and_costs_no_more_for_many_things():
    put_regions()
    me = join_person("Marisol Vega", audience=Audience.EVERYONE)
    happens(me)
    once = costs(me)
    declared = {(kind.name, notice.about) for kind in KINDS.values() for notice in notices_as(kind)}
    assert {key for key, (told, _asked) in once.items() if told} == declared
    for _time in range(2):
        happens(me)
    for key, (told, asked) in costs(me).items():
        assert told > once[key][0], key
        assert asked <= once[key][1], key
