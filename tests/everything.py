"""One of everything that the house can keep of a person, put on somebody, each thing with a mark of its own."""

import io
import json
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import F
from django.utils import timezone

from hearth.activity.models import Activity
from hearth.activity.ports import How
from hearth.communities.actions.finding import recount_findings
from hearth.communities.actions.inviting import invite
from hearth.communities.actions.keeping import Unposted, bookmark_discussion, keep_draft
from hearth.communities.actions.picturing import put_pictures, store_pictures
from hearth.communities.actions.reacting import react
from hearth.communities.actions.writing import Answer, Opening, edit_discussion, post_reply, start_discussion
from hearth.communities.models import (
    Discussion,
    Finding,
    FindingKind,
    Invitation,
    Membership,
    Mention,
    Pseudonym,
    ReactionKind,
    Rearrangement,
    Reply,
    Restriction,
)
from hearth.core.pictures import whole
from hearth.matching.models import Mentorship, Offer, Question, TrainingStep
from hearth.members.actions.conditions import Told, add_condition
from hearth.members.actions.consent import keep_situation
from hearth.members.actions.pseudonyms import create_pseudonym
from hearth.members.actions.space import arrange_space
from hearth.members.actions.verification import ask_verification
from hearth.members.models import (
    Block,
    Device,
    Follow,
    Member,
    Mute,
    Resolution,
    StaffAction,
    StaffKind,
    Suspension,
    TopicFollow,
    TopicProposal,
)
from hearth.moderation.models import About, Case, Decision, Report
from hearth.notifications.actions.choosing import receive
from hearth.notifications.models import Choice, Notification
from tests.asked_of_network import GIVEN_OF_NETWORK, KEPT_BY_REGION, WITHHELD_OF_NETWORK, put_joining
from tests.cast import World
from tests.keeping import claim_everything
from tests.people import account_of, picture
from tests.ways import Authenticating, recovery_codes_of, switch_second_step_on_for

GIVEN = {
    "every-missed",
    "every-about-missed",
    "every.act",
    "every-condition",
    "every-since",
    "every-stage",
    "every-uid",
    "every-passkey",
    "every-browser",
    "every-profession",
    "every-registration",
    "every-suspension",
    "every-deed",
    "every-look",
    "every-alternative",
    "every-title",
    "every-opening",
    "every-before",
    "every-answer-to-stewards",
    "every-reply",
    "every-alias-reply",
    "every-draft",
    "every-told",
    "every-chosen",
    "Antarctica/Troll",
    "every-draft-source",
    "every-source",
    "every-source-of-reply",
    "every-kept-name",
    "every-pseudonym",
    "every-report",
    "every-ruling",
    "every-answer",
    "every-restriction",
    "every-nomination",
    "every-parting",
    "every-recommendation",
    "every-step",
    "every-thanks",
    "every-tongue",
    "every-claim",
    "every-no",
    "every-host.example",
    *GIVEN_OF_NETWORK,
}
"""What the person is given in their copy."""

OF_OTHERS = {"every-step", *KEPT_BY_REGION}
"""What of it stays when they go: a step of a checklist is in the words of the community."""

WITHHELD = {"every-token", "every-secret-look", "every-snapshot", "guest-of-every@example.org", *WITHHELD_OF_NETWORK}
"""What nobody is given: a secret, what the person may not know yet, and what is somebody else's: their address."""


def give_everything(world: World) -> set[str]:
    """Put a row of every kind on the owner or on their alias; return the secrets of the machine among them."""
    keep_situation(account_of(world.owner), reasons=["condition"], words="every-words", consents=True)
    add_condition(account_of(world.owner), Told(words="every-condition", since="every-since", stage="every-stage"))
    arrange_space(account_of(world.owner), order=["you", "topics"], hidden=["people"])
    Activity.objects.create(
        verb="every.act", actor_type="members.member", actor_id=world.alias.pk, subject_type="every.thing", subject_id=1
    )
    for face in (world.owner, world.alias):
        _around(face, world)
    _by_staff(world)
    _in_communities(world)
    _in_talks(world)
    _by_moderators(world)
    _for_matching(world)
    claim_everything(world.owner)
    put_joining(world)
    _of_word(world)
    return _ways_in(world.owner)


def _around(face: Member, world: World) -> None:
    TopicFollow.objects.create(follower=face, topic=world.topic)
    TopicProposal.objects.create(member=face, words="every-missed", language="en", about="every-about-missed")
    Follow.objects.create(follower=face, member=world.open)
    Follow.objects.create(follower=world.open, member=face)
    for muted in (world.open, world.closed):
        Mute.objects.create(muter=face, member=muted)
    Mute.objects.create(muter=world.open, member=face)
    Block.objects.create(blocker=face, blocked=world.claimant)
    Block.objects.create(blocker=world.closed, blocked=face)


def _in_talks(world: World) -> None:
    """A picture that both names posted, where somebody names them, and what both found of a reply."""
    for face in (world.owner, world.alias):
        discussion = world.conversations.open
        drawn = whole(io.BytesIO(picture()), (480,))
        reply = Reply.objects.create(discussion=discussion, author=face, body="every-pictured")
        Discussion.objects.filter(pk=discussion.pk).update(reply_count=F("reply_count") + 1)
        put_pictures(reply, store_pictures([(drawn, "every-alternative")]))
        Mention.objects.create(discussion=discussion, reply=reply, member=face, position=0)
        answer = world.conversations.reply
        Finding.objects.create(discussion=discussion, reply=answer, member=face, kind=FindingKind.HELPED)
        recount_findings(discussion)


def _in_communities(world: World) -> None:
    """What the owner says under two names, some of it answered by others, and all they keep about it."""
    place, talk, owner = world.conversations.place, world.conversations.open, world.owner
    opening = Opening(title="every-title", body="every-before")
    begun = start_discussion(place, opening, by=owner)
    edit_discussion(begun, Opening(title="every-title", body="every-opening", read_in="every-source"), by=owner)
    reply = post_reply(talk, Answer(body="every-reply", read_in="every-source-of-reply"), by=owner)
    for answered in (begun, talk):
        parent = reply if answered is talk else None
        post_reply(answered, Answer(body="said-by-of-another", parent=parent), by=world.open)
    Reply.objects.create(discussion=talk, author=world.alias, body="every-alias-reply", created_at=timezone.now())
    Discussion.objects.filter(pk=talk.pk).update(reply_count=F("reply_count") + 1)
    react(world.conversations.reply, ReactionKind.HELPFUL, by=owner)
    bookmark_discussion(talk, by=owner)
    draft = {"body": "every-draft", "pseudonym": "every-kept-name", "read_in": "every-draft-source"}
    keep_draft(place, talk, Unposted(**draft, parent=reply), by=owner)
    pseudonym = create_pseudonym(account_of(owner), name="every-pseudonym")
    Pseudonym.objects.create(community=place, member=pseudonym)
    asked = {"community": world.places.square, "member": owner, "answer": "every-answer-to-stewards"}
    Membership.objects.create(**asked)
    invite(world.conversations.closed_place, by=owner)
    Invitation.objects.filter(invited_by=owner).update(email="guest-of-every@example.org")


def _by_staff(world: World) -> None:
    """What staff did is known of the alias, and what the owner did as staff."""
    now = timezone.now()
    ask_for_badge(world.owner)
    Suspension.objects.create(member=world.alias, reason="every-suspension", until=now, ended_at=now)
    StaffAction.objects.create(
        actor=world.open, subject=world.alias, kind=StaffKind.BLANKED, detail="line", reason="every-deed"
    )
    StaffAction.objects.create(actor=world.owner, subject=world.open, kind=StaffKind.SUSPENDED, reason="of-another")
    looked = {"asked_by": world.open, "confirmed_by": world.closed, "confirmed_at": now, "until": now}
    Resolution.objects.create(member=world.alias, reason="every-look", told_at=now, **looked)
    Resolution.objects.create(
        member=world.alias, reason="every-secret-look", tell_on=now.date() + timedelta(days=30), **looked
    )
    Resolution.objects.create(member=world.open, reason="of-another", until=now, asked_by=world.owner)
    Resolution.objects.create(member=world.open, reason="of-another", until=now, confirmed_by=world.owner)


def ask_for_badge(member: Member) -> None:
    """Leave a request for the badge of a clinician, which ends when the name changes."""
    ask_verification(
        member,
        field="every-profession",
        country="ES",
        registration_number="every-registration",
        content=b"%PDF-1.4 every-evidence",
    )


def _by_moderators(world: World) -> None:
    """The owner reported somebody and decided about somebody; the alias was decided about."""
    now = timezone.now()
    square, talk = world.places.square, world.places.talk
    about_them = Case.objects.create(about=About.PERSON, member=world.open, closed_at=now)
    Report.objects.create(case=about_them, reporter=world.owner, kind="other", words="every-report", body="of-another")
    Decision.objects.create(case=about_them, by=world.owner, verdict="dismissed", reason="of-another")
    about_me = Case.objects.create(
        about=About.DISCUSSION, discussion=talk, member=world.alias, community=square, closed_at=now
    )
    Report.objects.create(case=about_me, reporter=world.open, kind="other", words="of-another", body="every-snapshot")
    Decision.objects.create(
        case=about_me, by=world.closed, verdict="hidden", rule="kind", reason="every-ruling", answer="every-answer"
    )
    Restriction.objects.create(community=square, member=world.alias, reason="every-restriction", until=now)
    for face in (world.owner, world.alias):
        Rearrangement.objects.create(kind="merged", to=talk, by=face)


def _of_word(world: World) -> None:
    """What the owner was told, and somebody was told of them; how the owner wants it."""
    about = {"about": "reply", "subject_id": world.conversations.reply.pk, "how": How.PAGE}
    Notification.objects.create(member=world.owner, by=world.open, kind="every-told", **about)
    Notification.objects.create(member=world.open, by=world.alias, kind="told-to-another", **about)
    Choice.objects.create(member=world.owner, kind="every-chosen", community=world.places.square, how=How.DAILY)
    receive(world.owner, time_zone="Antarctica/Troll")


def _for_matching(world: World) -> None:
    """The owner is a mentor, and was brought a question."""
    square, talk = world.places.square, world.places.talk
    given = {"words": "every-nomination", "thanks": "every-thanks", "languages": ["every-tongue"]}
    given |= {"end_reason": "every-parting"}
    mentorship = Mentorship.objects.create(community=square, member=world.alias, nominated_by=world.open, **given)
    asked = {"nominated_by": world.owner, "words": "every-recommendation", "thanks": "of-another"}
    Mentorship.objects.create(community=square, member=world.claimant, **asked)
    mentorship.topics.add(world.topic)
    mentorship.steps.add(TrainingStep.objects.create(community=square, words="every-step"))
    question, _made = Question.objects.get_or_create(discussion=talk)
    Offer.objects.create(question=question, member=world.alias, ends_at=timezone.now())


def _ways_in(member: Member) -> set[str]:
    account = account_of(member)
    made = json.loads(
        Authenticating().make({"publicKey": {"user": {"id": ""}, "rp": {"id": "localhost"}, "challenge": ""}})
    )
    passkey = {"name": "every-passkey", "credential": made}
    Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=passkey)
    secret = switch_second_step_on_for(member)
    outside = SocialAccount.objects.create(user=account, provider="every-provider", uid="every-uid")
    SocialToken.objects.create(account=outside, token="every-token")
    session = SessionStore()
    session.create()
    Device.objects.create(
        account=account, session_id=session.session_key, browser="every-browser", seen_on=timezone.localdate()
    )
    return {secret, made["id"], str(session.session_key), account.password, *recovery_codes_of(member)}
