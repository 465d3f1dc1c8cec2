"""What the house and a person had to do with each other: badges, suspensions, deeds of staff, work for the house."""

from typing import Final

from django.utils.translation import gettext as _

from hearth.core.translated import country_name
from hearth.members import evidence
from hearth.members.models import StaffAction, Suspension, Verification
from hearth.members.ports import Fact, Person, Row, Section
from hearth.members.queries.own_names import list_deeds

COVERS: Final = frozenset({"members.Resolution", "members.StaffAction", "members.Suspension", "members.Verification"})


def sections(person: Person) -> list[Section]:
    """Return what was asked of the house and what it did, as far as the person may know; never who decided it.

    Of what the person did to others for the house, that they did it: whom and why is not about them.
    """
    asked = list(Verification.objects.filter(member__in=person.faces).select_related("member").order_by("pk"))
    papers = {f"{each.public_id}.{each.evidence}": evidence.read(each.public_id) for each in asked if each.evidence}
    return [
        Section(
            "verifications",
            _("The badge of a clinician, as you asked for it"),
            [_verification(each) for each in asked],
            {name: paper for name, paper in papers.items() if paper is not None},
        ),
        Section("suspensions", _("Times when you were suspended"), _suspensions(person)),
        Section("deeds", _("What we did about your names"), _deeds(person)),
        Section("work", _("What you did for the house"), _work(person)),
    ]


def _verification(row: Verification) -> Row:
    return [
        Fact("name", _("For the name"), row.member.name),
        Fact("state", _("How it stands"), row.state, row.get_state_display()),
        Fact("field", _("Your profession"), row.field),
        Fact("country", _("Country"), row.country, country_name(row.country)),
        Fact("registration_number", _("Registration number"), row.registration_number),
        Fact("evidence", _("Evidence, among the files"), f"{row.public_id}.{row.evidence}" if row.evidence else ""),
        Fact("asked_at", _("Asked"), row.asked_at),
        Fact("decided_at", _("Decided"), row.decided_at),
        Fact("reason", _("Why"), row.reason),
        Fact("expires_on", _("Good until"), row.expires_on),
        Fact("reminded_at", _("You were reminded"), row.reminded_at),
        Fact("ended_at", _("Ended"), row.ended_at),
    ]


def _suspensions(person: Person) -> list[Row]:
    rows = Suspension.objects.filter(member__in=person.faces).select_related("member")
    return [
        [
            Fact("name", _("For the name"), str(row.member)),
            Fact("reason", _("Why"), row.reason),
            Fact("began_at", _("From"), row.began_at),
            Fact("until", _("Until"), row.until),
            Fact("ended_at", _("Ended"), row.ended_at),
        ]
        for row in rows.order_by("pk")
    ]


def _deeds(person: Person) -> list[Row]:
    return [
        [
            Fact("kind", _("What happened"), deed.kind, str(deed.words)),
            Fact("name", _("For the name"), deed.name),
            Fact("detail", _("Which part, or which rights"), deed.detail),
            Fact("reason", _("Why"), deed.reason),
            Fact("at", _("When"), deed.at),
        ]
        for deed in list_deeds(person.account, limit=None)
    ]


def _work(person: Person) -> list[Row]:
    done = StaffAction.objects.filter(actor__in=person.faces).order_by("-at", "-pk")
    return [
        [Fact("kind", _("What you did"), each.kind, each.get_kind_display()), Fact("at", _("When"), each.at)]
        for each in done
    ]
