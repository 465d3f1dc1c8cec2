"""Whom and what a person keeps near, or at a distance. Nothing of who does the same with them."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.members.models import Member
from hearth.members.ports import Fact, Person, Row, Section
from hearth.members.queries.around import blocks_of, mutes_of, topics_followed
from hearth.topics.queries import cards_of

COVERS: Final = frozenset(
    {"members.Block", "members.Follow", "members.Mute", "members.TopicFollow", "members.TopicProposal"}
)


def sections(person: Person) -> list[Section]:
    """Return follows, mutes and blocks under every name: of others the name they show, as the person's own lists do."""
    return [
        Section("follows", _("People you follow"), [row for face in person.faces for row in _follows(face)]),
        Section("topics", _("Topics you follow"), [row for face in person.faces for row in _topics(face)]),
        Section("topic_proposals", _("Topics you missed"), [row for face in person.faces for row in _missed(face)]),
        Section("mutes", _("People you muted"), [row for face in person.faces for row in _mutes(face)]),
        Section("blocks", _("People you blocked"), [row for face in person.faces for row in _blocks(face)]),
    ]


def _by(face: Member) -> Fact:
    return Fact("by", _("Under your name"), face.name)


def _follows(face: Member) -> list[Row]:
    """Return whom `face` follows, muted ones too, as far as it may still see them."""
    rows = face.follows.filter(member__in=Member.objects.visible_to(face)).select_related("member")
    return [
        [
            Fact("name", _("Name people see"), row.member.name),
            _by(face),
            Fact("followed_at", _("Since"), row.followed_at),
        ]
        for row in rows.order_by("-followed_at", "-pk")
    ]


def _topics(face: Member) -> list[Row]:
    topics = topics_followed(face)
    since = dict(face.topic_follows.values_list("topic", "followed_at"))
    cards = cards_of(topics, language=get_language() or "en")
    return [
        [
            Fact("topic", _("Topic"), card.slug, card.name.text),
            _by(face),
            Fact("followed_at", _("Since"), since[topic.pk]),
        ]
        for topic, card in zip(topics, cards, strict=True)
    ]


def _missed(face: Member) -> list[Row]:
    return [
        [
            Fact("words", _("What you called it"), each.words),
            Fact("language", _("Language"), each.language),
            Fact("about", _("What it is about"), each.about),
            _by(face),
            Fact("state", _("How it stands"), each.state, each.get_state_display()),
            Fact("topic", _("Topic"), each.topic.slug if each.topic else ""),
            Fact("answer", _("What you were answered"), each.answer),
            Fact("proposed_at", _("Proposed"), each.proposed_at),
            Fact("decided_at", _("Answered"), each.decided_at),
        ]
        for each in face.topic_proposals.select_related("topic").order_by("-proposed_at", "-pk")
    ]


def _mutes(face: Member) -> list[Row]:
    return [
        [
            Fact("name", _("Name people see"), row.member.shown_name),
            _by(face),
            Fact("muted_at", _("Since"), row.muted_at),
        ]
        for row in mutes_of(face).order_by("-muted_at", "-pk")
    ]


def _blocks(face: Member) -> list[Row]:
    return [
        [
            Fact("name", _("Name people see"), row.blocked.shown_name),
            _by(face),
            Fact("blocked_at", _("Since"), row.blocked_at),
        ]
        for row in blocks_of(face).order_by("-blocked_at", "-pk")
    ]
