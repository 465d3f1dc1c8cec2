"""Whatever the house keeps of a person is copied for them and erased with them: no model is forgotten."""

import pytest
from django.apps import apps

from hearth.activity.models import Activity
from hearth.core.models import OutgoingMail
from hearth.members import faces, ports
from hearth.members.models import Account, Member
from hearth.topics.models import Topic
from tests.cast import World
from tests.everything import GIVEN, WITHHELD, give_everything
from tests.people import account_of, join_person

KNOWN_BY_ID = {"activity.Activity", "core.OutgoingMail", "sessions.Session"}
"""What points at people without a foreign key: by type and id, by address, inside a session."""

SECTIONS = {
    "account.EmailAddress": "addresses",
    "communities.Attention": "attentions",
    "communities.Discussion": "discussions",
    "communities.Draft": "drafts",
    "communities.Finding": "findings",
    "communities.Invitation": "invitations",
    "communities.Membership": "memberships",
    "communities.Pseudonym": "pseudonyms",
    "communities.Reaction": "reactions",
    "communities.Reply": "replies",
    "communities.Revision": "revisions",
    "members.Account": "account",
    "members.Agreement": "agreements",
    "members.Block": "blocks",
    "members.Condition": "conditions",
    "members.Consent": "consents",
    "members.Device": "devices",
    "members.Follow": "follows",
    "members.Member": "names",
    "members.Mute": "mutes",
    "members.Resolution": "deeds",
    "members.Situation": "situation",
    "members.StaffAction": "deeds",
    "members.Suspension": "suspensions",
    "members.TopicFollow": "topics",
    "members.TopicProposal": "topic_proposals",
    "members.Verification": "verifications",
    "mfa.Authenticator": "ways_in",
    "socialaccount.SocialAccount": "outside",
    "communities.Restriction": "restrictions",
    "matching.Mentorship": "mentorships",
    "matching.Offer": "offers",
    "moderation.Case": "decisions",
    "moderation.Decision": "decisions",
    "moderation.Report": "reports",
    "organizations.Affiliation": "affiliations",
    "organizations.Claim": "claims",
    "organizations.CommunityLeader": "led_regions",
}
"""Where in the copy the rows of a model stand."""
SECTIONS |= {
    "notifications.Choice": "notification_choices",
    "notifications.Notification": "notifications",
    "notifications.Reception": "notification_times",
    "communities.Rearrangement": "rearrangements",
    "communities.Mention": "mentions",
    "communities.Picture": "pictures",
}

SECTIONS |= {
    "organizations.Application": "applications",
    "organizations.ApplicationMessage": "application_messages",
    "organizations.Dues": "dues",
    "organizations.LeadershipOffer": "leadership_offers",
    "organizations.MembershipStep": "membership_steps",
    "organizations.NetworkMembership": "network_memberships",
    "organizations.Prospect": "prospects",
    "organizations.ProspectInvitation": "prospect_invitations",
    "organizations.ProspectStep": "prospect_steps",
    "organizations.Seat": "seats",
}

ELSEWHERE = {
    "communities.Attention": {"discussion": "address"},
    "communities.Discussion": {"author": "name", "public_id": "address"},
    "communities.Finding": {"discussion": "address", "reply": "address", "member": "name", "line": "whole"},
    "communities.Invitation": {"invited_by": "name"},
    "communities.Membership": {"member": "name"},
    "communities.Pseudonym": {"member": "name"},
    "communities.Rearrangement": {"by": "name", "to": "discussion"},
    "communities.Reaction": {"discussion": "address", "reply": "address"},
    "communities.Reply": {"author": "name", "public_id": "address", "parent": "discussion"},
    "communities.Revision": {"discussion": "address", "reply": "address"},
    "members.Block": {"blocker": "by", "blocked": "name"},
    "organizations.Claim": {"member": "name"},
    "members.Follow": {"follower": "by", "member": "name"},
    "members.Member": {"public_id": "address", "audiences": "audience_photo"},
    "members.Mute": {"muter": "by", "member": "name"},
    "members.Resolution": {"member": "name", "confirmed_at": "at"},
    "members.StaffAction": {"subject": "name"},
    "members.Suspension": {"member": "name"},
    "members.TopicFollow": {"follower": "by"},
    "members.TopicProposal": {"member": "by"},
    "members.Verification": {"member": "name"},
    "mfa.Authenticator": {"data": "name"},
    "communities.Restriction": {"member": "name"},
    "matching.Mentorship": {"member": "name"},
    "matching.Offer": {"question": "question"},
    "moderation.Case": {"member": "name", "discussion": "address", "reply": "address"},
    "organizations.Affiliation": {"member": "name"},
    "organizations.CommunityLeader": {"member": "name"},
}
"""Fields that the copy calls by another name."""
ELSEWHERE |= {
    "communities.Mention": {"discussion": "address", "reply": "address", "member": "name"},
    "communities.Picture": {"discussion": "address", "reply": "address", "public_id": "file"},
}

LEFT_OUT = {
    "account.EmailAddress": "user",
    "communities.Attention": "member",
    "communities.Discussion": (
        "body_html excerpt answered_at asks has_lived helped_at source_key source_name source_url source_license "
        "source_on"
    ),
    "communities.Draft": "member",
    "communities.Invitation": "public_id digest email",
    "communities.Membership": "public_id",
    "communities.Reaction": "member",
    "communities.Reply": "body_html",
    "members.Account": "password is_active sign_outs closed_at erase_on keeps_writing",
    "members.Agreement": "account",
    "members.Condition": "public_id situation",
    "members.Consent": "account",
    "members.Device": "public_id account session",
    "members.Member": "owner name_key about_html",
    "members.Resolution": (
        "public_id asked_by asked_at confirmed_by until seen_by_asker_at seen_by_confirmer_at tell_on told_at"
    ),
    "members.Situation": "account",
    "members.StaffAction": "actor",
    "members.TopicProposal": "public_id",
    "organizations.Claim": "public_id token until outcome checked_at decided_by",
    "members.Verification": "public_id standing_before",
    "matching.Mentorship": "public_id nominated_by",
    "matching.Offer": "public_id member ends_at",
    "moderation.Case": "public_id urgency report_count opened_at closed_at",
    "moderation.Decision": "public_id case by",
    "moderation.Report": "case reporter title body language is_lived read_in is_ai_written",
    "mfa.Authenticator": "user",
    "socialaccount.SocialAccount": "user extra_data",
}
"""What is a secret, the machinery's, a form of another field, somebody else's part, or the person themself."""
LEFT_OUT |= {"communities.Mention": "position", "communities.Picture": "position"}
LEFT_OUT |= {  # what others said and did is theirs; when mail is due is the machinery's
    "notifications.Choice": "member",
    "notifications.Notification": "public_id member about subject_id community discussion by mail_at",
    "notifications.Reception": "member daily_at weekly_at",
}
LEFT_OUT |= {"communities.Rearrangement": "source reply count"}  # words of others
for _written in ("communities.Discussion", "communities.Reply"):
    LEFT_OUT[_written] += " has_pictures"
LEFT_OUT["communities.Discussion"] += " is_rearranged"
LEFT_OUT["communities.Reply"] += " speaks_to"
LEFT_OUT |= {  # keys of other rows, secrets, what others thought, and what they decided before it was told
    "organizations.Application": (
        "public_id applicant organization region lang rules_version recommends recommendation recommended_by "
        "decided_by answered_at membership"
    ),
    "organizations.ApplicationMessage": "application author",
    "organizations.Dues": "membership amount currency recorded_by",
    "organizations.LeadershipOffer": "public_id member answered_at",
    "organizations.MembershipStep": "membership level by",
    "organizations.NetworkMembership": "public_id organization member rules_version",
    "organizations.Prospect": (
        "public_id region country contact channel next_step next_on state kept_by name stepped_at"
    ),
    "organizations.ProspectInvitation": "public_id prospect digest invited_by expires_at application used_at",
    "organizations.ProspectStep": "prospect by state",
    "organizations.Seat": "public_id membership member",
}

NOT_COPIED = {
    "organizations.AddressCode": "a code on its way, of which only a digest is kept, for fifteen minutes",
    "organizations.Check": "that the worker is to look for the file of a claim",
    "account.EmailConfirmation": "a secret on its way to the person's own address",
    "activity.Activity": "copied as verbs with times",
    "communities.Discussion_topics": "copied with the discussion",
    "communities.Draft_topics": "copied with the draft",
    "activity.Delivery": "says only which handler is owed word of an activity",
    "core.OutgoingMail": "reaches the person by itself, may hold codes",
    "matching.Mentorship_steps": "copied with the mentorship",
    "matching.Mentorship_topics": "copied with the mentorship",
    "search.Document": "an index of what is copied elsewhere, in stems",
    "matching.Question": "says only how far a discussion of theirs was brought to others",
    "members.Account_groups": "copied with the account",
    "members.Account_user_permissions": "copied with the account",
    "members.DataExport": "the copy itself",
    "members.Erasure": "says only that there is one",
    "members.HeldName": "points at nobody",
    "organizations.RenewalReminder": "says only that somebody was reminded, and goes with the membership",
    "organizations.WelcomeTick": "says what was ticked of a list, and goes with the membership",
    "moderation.ReportedPicture": "what somebody else showed, as it was reported; goes with its report",
    "notifications.Spreading": "says only how far word of an activity has gone, and goes with it",
    "sessions.Session": "secrets",
    "socialaccount.SocialToken": "secrets; we keep none",
}


def points_at_people(model) -> bool:
    """Say whether a row of `model` names a person, or something that some part keeps of a person, by a foreign key."""
    related = {field.related_model._meta.label for field in model._meta.concrete_fields if field.is_relation}
    return bool(related & {"members.Account", "members.Member", *KNOWN_BY_ID, *ports.covered()})


def test_every_model_that_points_at_a_person_has_a_part():
    pointing = {model._meta.label for model in apps.get_models(include_auto_created=True) if points_at_people(model)}
    assert (pointing | KNOWN_BY_ID | {"members.Account"}) - ports.covered() == set(), (
        "A room's adapters.py must export and erase these, and list them in `covers`."
    )


def test_the_parts_cover_nothing_that_is_gone():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert ports.covered() - labels == set()
    assert ports.covered() == {*SECTIONS, *NOT_COPIED}, "Say here where the copy holds it, or why it does not."


def test_no_model_is_covered_twice():
    class Again:
        covers = frozenset({"members.Member"})

    with pytest.raises(ValueError, match=r"members\.Member is covered twice"):
        ports.register(Again())


def full_person(world: World) -> ports.Person:
    """Give the owner a row of everything; return them."""
    give_everything(world)
    return faces.person_behind(account_of(world.owner))


def test_the_copy_holds_every_field(world):
    person = full_person(world)
    sections = {each.key: each for part in ports.parts() for each in part.export(person)}
    missing = {label: names for label, key in SECTIONS.items() if (names := missing_in(sections[key].rows, label))}
    assert missing == {}, "Export these, or say in LEFT_OUT why not."


def missing_in(rows, label) -> set[str]:
    """Return the fields of the model `label` that its part of the copy does not hold."""
    assert rows, f"The copy holds no {label}."
    keys = {fact.key for fact in rows[0]}
    renamed = ELSEWHERE.get(label, {})
    held = {field.name for field in apps.get_model(label)._meta.concrete_fields if not field.primary_key}
    return {name for name in held if renamed.get(name, name) not in keys} - set(LEFT_OUT.get(label, "").split())


def test_the_copy_holds_what_is_kept_no_secret_and_nothing_of_others(world):
    secrets = give_everything(world)
    sections = [each for part in ports.parts() for each in part.export(faces.person_behind(account_of(world.owner)))]
    said = " ".join(str(fact.value) for each in sections for row in each.rows for fact in row)
    assert {mark for mark in GIVEN if mark not in said} == set()
    assert {mark for mark in {*WITHHELD, *secrets, "of-another"} if mark in said} == set()
    assert {world.owner.name, world.alias.name, world.open.name, world.claimant.name} <= names_in(sections)
    assert world.closed.name not in said, "Whoever blocked the person, or looked behind a name, is in no copy."
    (photo,) = files_of(sections, "names")
    assert photo[:4] == b"RIFF"
    assert files_of(sections, "verifications") == [b"%PDF-1.4 every-evidence"]


def names_in(sections) -> set[str]:
    return {fact.value for each in sections for row in each.rows for fact in row if fact.key in {"name", "by"}}


def files_of(sections, key) -> list[bytes]:
    return [content for each in sections if each.key == key for content in each.files.values()]


def test_no_row_of_any_model_points_at_somebody_who_was_erased(world):
    person = full_person(world)
    OutgoingMail.objects.create(to=person.account.email, language="en")
    pks = {Account: {person.account.pk}, Member: {face.pk for face in person.faces}}
    for part in reversed([*ports.parts()]):
        assert part.erase(person, keep_writing=False) == frozenset(), "Nothing needs a face whose words are erased."
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.is_relation and field.related_model in pks and model not in pks:
                found = model._default_manager.filter(**{f"{field.name}__in": pks[field.related_model]})
                cascades = getattr(field.remote_field, "on_delete", None).__name__ == "CASCADE"
                assert (cascades and field.related_model is Account) or not found.exists(), f"{model._meta.label}"
    assert not Activity.objects.filter(actor_id__in=pks[Member], actor_type="members.member").exists()
    assert not OutgoingMail.objects.filter(to=person.account.email).exists()
    assert Topic.objects.exists()
    assert join_person("Somebody else")
