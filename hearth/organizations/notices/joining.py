"""Word of applications and invitations. No sentence says what an applicant wrote."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, of_subject
from hearth.core.paths import path_to
from hearth.core.translated import isolated
from hearth.members import faces
from hearth.members.models import Member
from hearth.organizations.models import (
    Application,
    ApplicationState,
    CommunityLeader,
    ProspectInvitation,
)
from hearth.organizations.permissions import can_keep_network, leads
from hearth.organizations.queries.applications import applications_told
from hearth.organizations.queries.told import keepers


def _works_for_network(person: Member, _community: object) -> bool:
    return CommunityLeader.objects.filter(member=person).exists() or can_keep_network(person)


RECRUITING: Final = Kind(
    "recruiting",
    gettext_lazy("Somebody asks to join the network in a region I lead"),
    How.AT_ONCE,
    concerns=_works_for_network,
)
JOINING: Final = Kind("joining", gettext_lazy("What becomes of what I asked of the network"), How.AT_ONCE)


def _application(activity: Activity) -> Application | None:
    return Application.objects.filter(pk=activity.subject_id).first()


def _of_waiting(activity: Activity) -> Matter | None:
    found = _application(activity)
    return Matter(pk=found.pk, doer=activity.actor_id) if found and found.waits else None


def _of_decided(activity: Activity) -> Matter | None:
    found = _application(activity)
    return Matter(pk=found.pk, doer=activity.actor_id) if found and not found.waits else None


def _of_seen(activity: Activity) -> Matter | None:
    found = _application(activity)
    seen = found is not None and found.state == ApplicationState.SEEN
    return Matter(pk=activity.subject_id, doer=activity.actor_id) if seen else None


def _who_handle(matter: Matter) -> QuerySet[Member]:
    """Return the leaders of the region, where nobody leads the host's staff; nobody who asked."""
    found = Application.objects.get(pk=matter.pk)
    leading = Member.objects.present().filter(led_regions__region=found.region_id).exclude(pk=found.applicant_id)
    people = leading if leading.exists() else keepers()
    return faces.main_names_of(people.exclude(pk=found.applicant_id), but=matter.doer)


def _who_host(matter: Matter) -> QuerySet[Member]:
    found = Application.objects.get(pk=matter.pk)
    return faces.main_names_of(keepers().exclude(pk=found.applicant_id), but=matter.doer)


def _other_side(matter: Matter) -> QuerySet[Member]:
    """Return who is to read a message: the applicant, or those who handle what they asked."""
    found = Application.objects.get(pk=matter.pk)
    return _who_handle(matter) if found.applicant_id == matter.doer else _who_asked(matter)


def _who_asked(matter: Matter) -> QuerySet[Member]:
    return faces.main_names_of(Member.objects.filter(applications=matter.pk), but=matter.doer)


def _tell_applications(
    keys: Collection[int],
    *,
    viewer: Member,
    holds: Callable[[Application], bool],
    sentence: str | Promise,
    hint: str | Promise,
) -> dict[int, Told]:
    """Say `sentence` of each application that the viewer may read and of which it holds."""
    return {
        row.pk: Told(
            sentence=str(sentence) % {"name": isolated(row.name or row.applicant.name)},
            hint=str(hint),
            address=path_to("organizations:application", row.public_id),
        )
        for row in applications_told(keys, viewer=viewer)
        if holds(row)
    }


def _of_invitation(activity: Activity) -> Matter | None:
    found = ProspectInvitation.objects.filter(pk=activity.subject_id, application__isnull=False).first()
    return Matter(pk=found.pk, doer=activity.actor_id) if found else None


def _who_invited(matter: Matter) -> QuerySet[Member]:
    row = ProspectInvitation.objects.select_related("invited_by", "prospect").get(pk=matter.pk)
    still = leads(row.invited_by, row.prospect.region_id) or can_keep_network(row.invited_by)
    inviter = Member.objects.filter(pk=row.invited_by_id) if still else Member.objects.none()
    return faces.main_names_of(inviter, but=matter.doer)


def _tell_invitations(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    found = ProspectInvitation.objects.filter(pk__in=keys, invited_by=viewer, application__isnull=False)
    by_application = {row.application_id: row for row in found.select_related("prospect") if row.application_id}
    return {
        by_application[each.pk].pk: Told(
            sentence=_("%(name)s took up your invitation, and asks to join the network.")
            % {"name": isolated(by_application[each.pk].prospect.name)},
            hint=_("An invitation to the network was taken up"),
            address=path_to("organizations:application", each.public_id),
        )
        for each in applications_told(list(by_application), viewer=viewer)
    }


def _about(
    about: str,
    verb: str,
    *,
    kind: Kind,
    matter: Callable[[Activity], Matter | None],
    people: Callable[[Matter], QuerySet[Member]],
    holds: Callable[[Application], bool],
    sentence: str | Promise,
    hint: str | Promise,
    ends: Collection[str] = (),
) -> Word:
    """Return word of an application."""
    return Word(
        kind=kind,
        about=about,
        of="application",
        verbs=frozenset({verb}),
        ends=dict.fromkeys(ends, of_subject),
        matter=matter,
        people=people,
        tell=partial(_tell_applications, holds=holds, sentence=sentence, hint=hint),
        renews=True,
    )


_SETTLED: Final = ("application.decided", "application.withdrawn")

NOTICES: Final = (
    Word(
        kind=RECRUITING,
        about="invitation_used",
        verbs=frozenset({"prospect.applied"}),
        matter=_of_invitation,
        people=_who_invited,
        tell=_tell_invitations,
    ),
    _about(
        "application",
        "application.received",
        kind=RECRUITING,
        matter=_of_waiting,
        people=_who_handle,
        holds=lambda row: row.waits,
        sentence=gettext_lazy(
            "%(name)s asks to join the network. Read it, ask what you would know, and say what you think."
        ),
        hint=gettext_lazy("Somebody asks to join the network"),
        ends=_SETTLED,
    ),
    _about(
        "application_seen",
        "application.recommended",
        kind=RECRUITING,
        matter=_of_seen,
        people=_who_host,
        holds=lambda row: row.state == ApplicationState.SEEN,
        sentence=gettext_lazy("A community leader has said what they think of %(name)s. You decide."),
        hint=gettext_lazy("An application waits for a decision"),
        ends=_SETTLED,
    ),
    _about(
        "application_words",
        "application.message_sent",
        kind=JOINING,
        matter=_of_waiting,
        people=_other_side,
        holds=lambda row: row.waits,
        sentence=gettext_lazy("There is a new message about the application of %(name)s."),
        hint=gettext_lazy("A message about an application"),
        ends=_SETTLED,
    ),
    _about(
        "application_decided",
        "application.decided",
        kind=JOINING,
        matter=_of_decided,
        people=_who_asked,
        holds=lambda row: row.state in (ApplicationState.APPROVED, ApplicationState.DECLINED),
        sentence=gettext_lazy("It is decided whether %(name)s joins the network. Read what was said."),
        hint=gettext_lazy("Your application is decided"),
    ),
)
