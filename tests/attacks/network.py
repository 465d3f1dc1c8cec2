"""A network with one of everything that a form is about, and each of its forms as somebody fills it in."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from hearth.core.models import OutgoingMail
from hearth.members.models import Member
from hearth.organizations.actions import affiliate, offer_to_lead, put_regions
from hearth.organizations.actions.channels import add_account, add_domain
from hearth.organizations.actions.claims import claim_by_asking, claim_by_file
from hearth.organizations.actions.codes import send_code
from hearth.organizations.actions.offices import Reach, add_office
from hearth.organizations.actions.prospects import Approach, invite_prospect, put_prospect
from hearth.organizations.actions.seats import give_seat
from hearth.organizations.models import Domain, NetworkMembership, Organization, Region
from hearth.organizations.permissions import HOUSE
from hearth.organizations.tests.joining import ASKED, applied, keeper, leader_of
from hearth.organizations.tests.keeping import belonging, clinic
from tests.attacks.sent import WORDS, Sent
from tests.people import join_person, picture


class NetworkScene:
    """Keeper looks after the network, leader leads Africa, administrator answers for the river's clinic.

    Anybody may claim the lake's: asker asked staff, pointer points at a file, writer waits for a code.
    """

    def __init__(self) -> None:
        put_regions()
        self.keeper, self.leader = keeper(), leader_of("africa")
        self.applicant, self.newcomer, self.person = join_person(), join_person(), join_person()
        self.application = applied(by=self.applicant)
        self._river()
        self._lake()
        self.membership = self.river.network_memberships.get()
        NetworkMembership.objects.update(until=timezone.localdate() + timedelta(days=10))
        self.seat = give_seat(self.membership, self.seated, by=self.administrator)
        approach = Approach(name="Asked trust", country="KE")
        self.prospect = put_prospect(approach, region=Region.objects.get(code="africa"), by=self.leader)
        self.token = invite_prospect(self.prospect, by=self.leader)
        self.offering = join_person()
        self.offer = offer_to_lead(Region.objects.get(code="oceania"), by=self.offering, words="I could.")

    def _river(self) -> None:
        self.river = clinic("River Clinic")
        self.administrator = belonging(self.river)
        self.seated, self.colleague = (belonging(self.river, "staff") for _each in range(2))
        self.waiting = join_person()
        affiliate(self.waiting, self.river, by=self.waiting)
        self.offices = [
            add_office(self.river, Reach(purpose="press", phone=f"+34 900 000 00{number}"), by=HOUSE)
            for number in range(2)
        ]
        self.accounts = [
            add_account(self.river, f"https://social.example/@{name}", None, by=HOUSE) for name in ("river", "stream")
        ]
        self.domain = add_domain(self.river, "river.example", by=HOUSE)
        Domain.objects.filter(pk=self.domain.pk).update(proven_at=timezone.now(), proof="dns")
        self.clerk = join_person()
        self.belonging_code = self._code_for(self.clerk, self.river, is_claim=False)

    def _lake(self) -> None:
        self.lake = clinic("Lake Clinic")
        self.asker, self.pointer, self.writer = join_person(), join_person(), join_person()
        self.claim = claim_by_asking(self.lake, "I work there.", by=self.asker)
        claim_by_file(self.lake, by=self.pointer)
        self.claim_code = self._code_for(self.writer, self.lake, is_claim=True)

    def _code_for(self, member: Member, organization: Organization, *, is_claim: bool) -> str:
        host = "lake" if is_claim else "river"
        send_code(organization, f"clerk@{host}.example", by=member, is_claim=is_claim, language="en")
        found = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", OutgoingMail.objects.latest("pk").text)
        assert found is not None
        return found.group()


def _of(name: str, key: str = "", of: str = "", **more: str) -> Callable[[Any], dict[str, str]]:
    """Return the arguments of an address about the organisation `name`, and what `of` is called there as `key`."""

    def at(scene: Any) -> dict[str, str]:
        found = {"organization_id": getattr(scene.network, name).public_id} | more
        return found | ({key: _thing(scene, of).public_id} if key else {})

    return at


def _thing(scene: Any, path: str) -> Any:
    name, _dot, place = path.partition(".")
    found = getattr(scene.network, name)
    return found[int(place)] if place else found


def _river(key: str = "", of: str = "", **more: str) -> Callable[[Any], dict[str, str]]:
    return _of("river", key, of, **more)


def _application(scene: Any) -> dict[str, str]:
    return {"application_id": scene.network.application.public_id}


def _membership(scene: Any) -> dict[str, str]:
    return {"membership_id": scene.network.membership.public_id}


def _seat(scene: Any) -> dict[str, str]:
    return _membership(scene) | {"seat_id": scene.network.seat.public_id}


def _desk(scene: Any) -> dict[str, str]:
    return {"code": "africa"}


def _prospect(scene: Any) -> dict[str, str]:
    return _desk(scene) | {"prospect_id": scene.network.prospect.public_id}


def _page(name: str, at: Callable[[Any], dict[str, str]] = lambda scene: {}) -> Callable[[Any], str]:
    return lambda scene: reverse(f"organizations:{name}", kwargs=at(scene))


def _to_colleague(scene: Any) -> dict[str, str]:
    return {"member": scene.network.colleague.public_id}


def _button(by: str, at: Callable[[Any], dict[str, str]], page: Callable[[Any], str], **typed: Any) -> Sent:
    words = next((field for field, value in typed.items() if value == WORDS), "")
    return Sent(f"network.{by}", at, typed, words, page)


_APPLICATION = _page("application", _application)
_MEMBERSHIP = _page("membership", _membership)
_PROSPECT = _page("prospect", _prospect)
_PAID = {"year": "2026", "amount": "100", "currency": "EUR", "paid_on": "2026-01-01", "note": "x"}
_LEADER = {"code": "africa"}
_OFFERED = {"code": "oceania"}

NETWORK: dict[str, Sent] = {
    "organizations:profile": Sent("network.administrator", _river(), {"name": "River Clinic", "country": "ES"}),
    "organizations:words-in": Sent(
        "network.administrator", _river(language="es"), {"description": WORDS, "offers": "Ayuda"}, "description"
    ),
    "organizations:mark": Sent(
        "network.administrator", _river(), lambda scene: {"mark": SimpleUploadedFile("mark.png", picture())}
    ),
    "organizations:mark-removal": _button("administrator", _river(), _page("mark", _river())),
    "organizations:office-new": Sent("network.administrator", _river(), {"purpose": "press", "phone": "+34 911"}),
    "organizations:office": Sent("network.administrator", _river("office_id", "offices.0"), {"phone": "+34 912"}),
    **{
        f"organizations:office-{act}": _button(
            "administrator", _river("office_id", "offices.1"), _page("offices", _river()), **typed
        )
        for act, typed in (("removal", {}), ("move", {"to": "up"}))
    },
    "organizations:channels": Sent(
        "network.administrator", _river(), {"address": "https://social.example/@third", "platform": ""}
    ),
    "organizations:channel-act": _button(
        "administrator",
        _river("account_id", "accounts.1", act="removal"),
        _page("channels", _river()),
    ),
    "organizations:domains": Sent("network.administrator", _river(), {"domain": "second.example"}),
    "organizations:domain-act": _button(
        "administrator", _river("domain_id", "domain", act="removal"), _page("domains", _river())
    ),
    "organizations:person-role": _button(
        "administrator", _river("member_id", "colleague"), _page("people", _river()), role="editor"
    ),
    "organizations:person-act": _button(
        "administrator", _river("member_id", "waiting", act="refusal"), _page("people", _river())
    ),
    "organizations:belonging": Sent("network.person", _river(), {"role": "staff", "email": "person@river.example"}),
    "organizations:belonging-code": Sent(
        "network.clerk",
        _river(),
        lambda scene: {"code": scene.network.belonging_code},
        page=lambda scene: _page("belonging-code", _river())(scene) + "?role=staff",
    ),
    "organizations:belonging-listing": _button("colleague", _river(), _page("settings"), listed="yes"),
    "organizations:belonging-end": _button("colleague", _river(), _page("settings")),
    "organizations:claim": Sent("network.person", _of("lake"), {"way": "staff", "reason": WORDS}, "reason"),
    "organizations:claim-code": Sent("network.writer", _of("lake"), lambda scene: {"code": scene.network.claim_code}),
    "organizations:claim-file": _button("pointer", _of("lake"), _page("claim", _of("lake"))),
    "organizations:claim-withdrawal": _button("pointer", _of("lake"), _page("claim", _of("lake"))),
    "organizations:staff-claim": Sent(
        "network.keeper",
        lambda scene: {"claim_id": scene.network.claim.public_id},
        {"answer": WORDS, "decision": "accept"},
        "answer",
    ),
    "organizations:apply": Sent("network.newcomer", typed=ASKED | {"name": "Other Trust", "why": WORDS}, words="why"),
    "organizations:apply-person": Sent(
        "network.newcomer",
        typed={name: ASKED[name] for name in ("country", "who", "agrees", "rules_version")} | {"why": WORDS},
        words="why",
    ),
    "organizations:leading": Sent("network.person", lambda scene: {"code": "europe"}, {"words": WORDS}, "words"),
    "organizations:leading-withdrawal": _button(
        "offering",
        lambda scene: _OFFERED | {"offer_id": scene.network.offer.public_id},
        _page("leading", lambda scene: _OFFERED),
    ),
    "organizations:application-message": _button("applicant", _application, _APPLICATION, words=WORDS),
    "organizations:application-recommendation": _button(
        "leader", _application, _APPLICATION, approves="yes", reason=WORDS
    ),
    "organizations:application-decision": _button("keeper", _application, _APPLICATION, approves="yes", reason=WORDS),
    "organizations:application-withdrawal": _button("applicant", _application, _APPLICATION),
    "organizations:membership-renewal": _button("administrator", _membership, _MEMBERSHIP),
    "organizations:membership-welcome": _button("administrator", _membership, _MEMBERSHIP, done=["hello"]),
    "organizations:membership-dues": _button("keeper", _membership, _MEMBERSHIP, **_PAID),
    "organizations:membership-level": _button("keeper", _membership, _MEMBERSHIP, level="partner", reason=WORDS),
    "organizations:membership-end": _button("keeper", _membership, _MEMBERSHIP, reason=WORDS),
    "organizations:seats": Sent("network.administrator", _membership, _to_colleague, page=_MEMBERSHIP),
    "organizations:seat-handover": Sent("network.administrator", _seat, _to_colleague, page=_MEMBERSHIP),
    "organizations:seat-return": _button("administrator", _seat, _MEMBERSHIP),
    "organizations:prospects": Sent("network.leader", _desk, {"name": "Second trust", "country": "KE"}),
    "organizations:prospect": Sent("network.leader", _prospect, {"contact": "Head of nursing"}),
    "organizations:prospect-steps": _button("leader", _prospect, _PROSPECT, state="approached", words=WORDS),
    **{
        f"organizations:prospect-{act}": _button("leader", _prospect, _PROSPECT)
        for act in ("invitation", "revocation", "removal")
    },
    "organizations:invitation": Sent("network.person", lambda scene: {"token": scene.network.token}),
    "organizations:staff-terms": Sent("network.keeper", typed={"act": "terms", "charter_until": "2027-01-01"}),
    "organizations:staff-rules": Sent("network.keeper", typed={"text_en": WORDS}, words="text_en"),
    "organizations:staff-leaders": Sent(
        "network.keeper",
        typed=lambda scene: {
            "act": "leader",
            "region": "asia",
            "member": f"http://testserver/people/{scene.network.person.public_id}/",
        },
    ),
    "organizations:staff-leader-end": _button(
        "keeper",
        lambda scene: _LEADER | {"member_id": scene.network.leader.public_id},
        _page("staff-leaders"),
        reason=WORDS,
    ),
    "organizations:staff-offer-closing": _button(
        "keeper",
        lambda scene: {"offer_id": scene.network.offer.public_id},
        _page("staff"),
        act="close",
        answer=WORDS,
    ),
}
