"""A community with one of everything that a form is about, and each form as the person who may send it fills it in."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from operator import attrgetter
from typing import Any

from django.core.cache import cache
from django.core.files import File
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hearth.communities.actions.belonging import ask_to_join
from hearth.communities.actions.inviting import invite
from hearth.communities.actions.sections import make_section
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.models import Invitation, Joining, Membership
from hearth.communities.tests.people import member_of, open_community
from hearth.matching.actions.nominating import agree, nominate
from hearth.matching.actions.offering import offer_waiting
from hearth.matching.actions.queueing import queue
from hearth.matching.actions.terms import end
from hearth.matching.actions.training import begin_checklist
from hearth.matching.models import Mentorship
from hearth.matching.tests.mentors import mentor_of
from hearth.members.models import Account, Member
from hearth.moderation.actions.deciding import Ruling, decide
from hearth.moderation.actions.reporting import Told, report
from tests.attacks.doors import OURS
from tests.attacks.network import NETWORK, NetworkScene
from tests.attacks.sent import WORDS, Sent
from tests.pages import forms_of
from tests.people import account_of, join_person, signed_in


class Scene:
    """Steward leads; asker began what friend answered, and what is brought to mentor; newcomer belongs nowhere."""

    def __init__(self) -> None:
        self.steward = join_person()
        self.place, self.elsewhere = open_community(steward=self.steward), open_community(steward=self.steward)
        self.gate = open_community(steward=self.steward, joining=Joining.ON_REQUEST)
        self.asker, self.friend, self.newcomer = member_of(self.place), member_of(self.place), join_person()
        self.discussion = start_discussion(self.place, Opening(title="Afraid", body="To walk."), by=self.asker)
        self.reply = post_reply(self.discussion, Answer(body="I remember."), by=self.friend)
        self.related = start_discussion(self.place, Opening(title="Afraid too", body="Of stairs."), by=self.friend)
        self.sections = [make_section(self.place, name, by=self.steward) for name in ("Walking", "Sleeping", "Feeling")]
        self.request = ask_to_join(self.gate, by=join_person())
        self.token = invite(self.place, by=self.steward)
        self.invitation = Invitation.objects.get()
        self.membership = Membership.objects.get(community=self.place, member=member_of(self.place))
        self.case = report(self.reply, Told(kind="unkind"), by=self.asker).case
        rude = post_reply(self.discussion, Answer(body="Rude."), by=self.friend)
        hidden = report(rude, Told(kind="unkind"), by=self.asker).case
        self.decision = decide(hidden, Ruling(verdict="hidden", rule="kind", reason="Be kind."), by=self.steward)
        self._mentors()
        self.left_alone = open_community()
        Membership.objects.filter(community=self.left_alone).update(role="member")
        self.founder = join_person()
        Account.objects.filter(pk=account_of(self.founder).pk).update(is_staff=True, is_superuser=True)

    @cached_property
    def network(self) -> NetworkScene:
        """What there is of the network, once a form of it is opened."""
        return NetworkScene()

    def _mentors(self) -> None:
        """One at each stage."""
        begin_checklist(self.place, by=self.steward)
        self.serving = mentor_of(self.place, ends_on=timezone.localdate() + timedelta(days=20))
        self.former, self.asked, self.preparing = mentor_of(self.place), self._nominated(), self._nominated()
        end(self.former, by=self.former.member)
        agree(self.preparing, by=self.preparing.member)
        self.mentor, self.nominee, self.learner = self.serving.member, self.asked.member, self.preparing.member
        asked = start_discussion(self.place, Opening(title="Awake", body="Who sleeps?"), by=self.asker)
        self.waiting = queue(asked.pk).discussion
        offer_waiting()
        self.step = self.place.training_steps.earliest("pk")

    def _nominated(self) -> Mentorship:
        return nominate(Membership.objects.get(member=member_of(self.place)), by=self.steward)


def _place(scene: Scene) -> dict[str, str]:
    return {"community_id": scene.place.public_id}


def _section(scene: Scene) -> dict[str, str]:
    return _place(scene) | {"section_id": scene.sections[1].public_id}


def _gate(scene: Scene) -> dict[str, str]:
    return {"community_id": scene.gate.public_id}


def _member(scene: Scene) -> dict[str, str]:
    return _place(scene) | {"membership_id": scene.membership.public_id}


def _asking(scene: Scene) -> dict[str, str]:
    return _gate(scene) | {"membership_id": scene.request.public_id}


def _discussion(scene: Scene) -> dict[str, str]:
    return {"discussion_id": scene.discussion.public_id}


def _brought(scene: Scene) -> dict[str, str]:
    return {"discussion_id": scene.waiting.public_id}


def _reply(scene: Scene) -> dict[str, str]:
    return {"reply_id": scene.reply.public_id}


def _reported(scene: Scene) -> dict[str, str]:
    return {"about": "reply", "subject_id": scene.reply.public_id}


def _step(scene: Scene) -> dict[str, str]:
    return _place(scene) | {"step_id": scene.step.public_id}


def _mentors(scene: Scene) -> str:
    return reverse("matching:mentors", kwargs=_place(scene))


def _checklist(scene: Scene) -> str:
    return reverse("matching:checklist", kwargs=_place(scene))


def _on_mentorship(name: str, by: str, typed: dict[str, Any] | None = None) -> Sent:
    """Return a form on somebody's own page of the mentorship `name`."""

    def at(scene: Scene) -> dict[str, str]:
        return {"mentorship_id": getattr(scene, name).public_id}

    return Sent(by, at, typed or {}, page=lambda scene: reverse("matching:mentorship", kwargs=at(scene)))


SAID = {"name": "A new place", "description": "For a test.", "languages": ["en"], "reading": "everyone"}
RULING = {"verdict": "hidden", "rule": "kind", "reason": WORDS}
SENT: dict[str, Sent] = {
    "communities:new": Sent("founder", typed=SAID),
    "communities:join": Sent("newcomer", _gate, {"answer": WORDS}, "answer"),
    "communities:leave": Sent("friend", _place),
    "communities:invitations": Sent("steward", _place, {"email": "guest@example.org"}),
    "communities:settings": Sent("steward", _place, SAID),
    "communities:sections": Sent("steward", _place, {"name": "Eating"}),
    "communities:section": Sent("steward", _section, {"name": "Moving"}),
    "communities:section-up": Sent("steward", _section, page="sections"),
    "communities:section-down": Sent("steward", _section, page="sections"),
    "communities:section-removal": Sent("steward", _section, page="sections"),
    "communities:archive": Sent("steward", _place),
    "communities:reopening": Sent("steward", _place),
    "communities:member-role": Sent("steward", _member, {"role": "moderator"}),
    "communities:member-removal": Sent("steward", _member, page="people"),
    "communities:request-grant": Sent("steward", _asking, page="requests"),
    "communities:request-refusal": Sent("steward", _asking, page="requests"),
    "communities:invitation-revocation": Sent(
        "steward", lambda scene: _place(scene) | {"invitation_id": scene.invitation.public_id}, page="invitations"
    ),
    "communities:invitation": Sent("newcomer", lambda scene: {"token": scene.token}),
    "communities:steward": Sent("founder", lambda scene: {"community_id": scene.left_alone.public_id}, page="people"),
    "communities:ask": Sent("visitor", typed={"title": WORDS}),
    "communities:discussion-new": Sent("friend", _place, {"title": "New", "body": WORDS}, "body"),
    "communities:reply-create": Sent("friend", _discussion, {"body": WORDS}, "body"),
    "communities:waiting": Sent("visitor"),
    "communities:waiting-end": Sent("visitor"),
    "communities:discussion-edit": Sent("asker", _discussion, {"title": "New", "body": WORDS}, "body"),
    "communities:discussion-delete": Sent("asker", _discussion),
    "communities:discussion-distance": Sent("friend", _discussion, {"wanted": "mute"}),
    "communities:reply-distance": Sent("asker", _reply, {"wanted": "mute"}),
    **{f"communities:reply-{found}": Sent("asker", _reply, {"whole": "on"}) for found in ("helped", "otherwise")},
    "communities:discussion-move": Sent("steward", _discussion),
    "communities:discussion-merge": Sent("steward", _discussion),
    "communities:discussion-split": Sent("steward", _discussion),
    "communities:discussion-section": Sent("steward", _discussion),
    "communities:reply-edit": Sent("friend", _reply, {"body": WORDS}, "body"),
    "communities:reply-delete": Sent("friend", _reply),
    **{
        f"communities:discussion-{act}{end}": Sent("steward", _discussion)
        for act in ("lock", "pin", "follow", "mute", "bookmark")
        for end in ("", "-end")
    },
    **{
        f"communities:{about}-reaction{end}": Sent("newcomer", lambda scene, at=at: at(scene) | {"kind": "helpful"})
        for about, at in (("discussion", _discussion), ("reply", _reply))
        for end in ("", "-end")
    },
    "matching:pause": Sent("mentor"),
    "matching:pause-end": Sent("mentor"),
    "matching:claim": Sent("mentor", _brought),
    "matching:refusal": Sent("mentor", _brought),
    "matching:return": Sent("mentor", _brought, {"need": "clinician"}),
    "matching:volunteer": Sent("friend", _place, {"words": WORDS}, "words"),
    "matching:nomination": Sent("steward", _member, {"words": WORDS}, "words"),
    "matching:checklist": Sent("steward", _place, {"words": WORDS}, "words"),
    "matching:checklist-beginning": Sent("steward", _place, page=_checklist),
    "matching:step-move": Sent("steward", _step, {"to": "down"}, page=_checklist),
    "matching:step-removal": Sent("steward", _step, page=_checklist),
    "matching:mentorship": _on_mentorship("serving", "mentor", {"languages": ["es"], "capacity": "2"}),
    "matching:mentorship-agreement": _on_mentorship("asked", "nominee"),
    "matching:mentorship-refusal": _on_mentorship("asked", "nominee"),
    "matching:mentorship-training": _on_mentorship("preparing", "learner", {"languages": ["es"], "capacity": "2"}),
    "matching:mentorship-pause": _on_mentorship("serving", "mentor"),
    "matching:mentorship-pause-end": _on_mentorship("serving", "mentor"),
    "matching:mentorship-rest": _on_mentorship("serving", "mentor", {"until": "2999-01-01"}),
    "matching:mentorship-renewal": _on_mentorship("serving", "mentor"),
    "matching:mentorship-end": Sent(
        "steward", lambda scene: {"mentorship_id": scene.serving.public_id}, {"reason": WORDS}, "reason", _mentors
    ),
    "matching:mentorship-thanks": Sent(
        "steward", lambda scene: {"mentorship_id": scene.former.public_id}, {"words": WORDS}, "words", _mentors
    ),
    "matching:taking": Sent(
        "steward",
        lambda scene: _place(scene) | {"discussion_id": scene.waiting.public_id},
        page=lambda scene: reverse("matching:board", kwargs=_place(scene)),
    ),
    "moderation:report": Sent("newcomer", _reported, {"kind": "unkind", "words": WORDS}, "words"),
    "moderation:case": Sent("steward", lambda scene: {"case_id": scene.case.public_id}, RULING, "reason"),
    "moderation:take-up": Sent("steward", _reported),
    "moderation:decision-answer": Sent(
        "friend", lambda scene: {"decision_id": scene.decision.public_id}, {"words": WORDS}, "words"
    ),
    **NETWORK,
}


@dataclass
class Opened:
    """A form as somebody has it before them: to be sent now, twice, or when everything is different."""

    client: Client
    address: str
    filled: dict[str, Any]

    def send(self, **changes: object) -> HttpResponse:
        """Post it; limits on how often are tried elsewhere."""
        cache.clear()
        for file in (each for each in self.filled.values() if isinstance(each, File)):
            file.seek(0)
        return self.client.post(self.address, self.filled | changes, **OURS)


def _page_of(sent: Sent, scene: Scene) -> str:
    if callable(sent.page):
        return sent.page(scene)
    return reverse(f"communities:{sent.page}", args=[sent.at(scene)["community_id"]])


def open_form(name: str, scene: Scene) -> Opened:
    """Return the form at URL `name` as its sender has filled it in; a button that stands elsewhere is an empty form."""
    sent = SENT[name]
    by: Member | None = None if sent.by == "visitor" else attrgetter(sent.by)(scene)
    client, address = signed_in(by) if by else Client(), reverse(name, kwargs=sent.at(scene))
    typed = sent.filled(scene)
    shows = _page_of(sent, scene) if sent.page else address
    if name == "communities:discussion-move":
        typed = {"community": scene.elsewhere.public_id}
    elif name == "communities:discussion-merge":
        typed, shows = {"into": scene.related.public_id}, f"{address}?into={scene.related.public_id}"
    elif name == "communities:discussion-split":
        typed = {"reply": scene.reply.public_id, "title": "On its own"}
    elif name == "communities:discussion-section":
        typed, shows = {"section": scene.sections[0].public_id}, scene.discussion.get_absolute_url()
    page = client.get(shows)
    found = [form for form in forms_of(page.content.decode()) if form.action in {"", address}]
    mine = next((form for form in found if set(typed) <= set(form.fields)), None)
    return Opened(client, address, mine.filled(**typed) if mine and page.status_code == 200 else typed)
