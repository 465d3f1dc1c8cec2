"""What moderation tells people of: what cannot wait, and what was decided. Who reported is told to nobody.

Neither is a verdict about somebody else: whoever reported something hears that it was looked at.
"""

from collections.abc import Collection
from typing import Final

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.activity.models import Activity
from hearth.activity.ports import How, Kind, Matter, Told, Word, announce
from hearth.members import faces
from hearth.members.models import Member
from hearth.moderation.models import CHANGES_NOTHING, Case, Decision, Report, Urgency, Verdict
from hearth.moderation.permissions import keeps_order_somewhere
from hearth.moderation.queries import cases_for, list_deciders, own_decisions


def _keeps_order(person: Member, _community: object) -> bool:
    return keeps_order_somewhere(person)


URGENT: Final = Kind(
    "urgent", gettext_lazy("Somebody reports what cannot wait"), How.AT_ONCE, is_fixed=True, concerns=_keeps_order
)
DECIDED: Final = Kind("decided", gettext_lazy("Moderators decide about me or what I wrote"), How.AT_ONCE, is_fixed=True)
REPORTED: Final = Kind("reported", gettext_lazy("Moderators have looked at what I reported"), How.AT_ONCE)

NOT_TOLD: Final = (*CHANGES_NOTHING, Verdict.SUSPENDED)
"""Nothing happened to them; or `members` writes to them, who cannot sign in to read of it."""

ELSEWHERE: Final[dict[Verdict, str | Promise]] = {
    Verdict.RESTRICTED: gettext_lazy("A moderator has asked you not to write in one of your communities for a time."),
    Verdict.RELEASED: gettext_lazy("You can write again in the community where a moderator had asked you not to."),
}
"""What is told away from the page that names the community."""


def _waiting(activity: Activity) -> Matter | None:
    report = Report.objects.select_related("case").filter(pk=activity.subject_id).first()
    if report is None or not report.case.is_open or report.case.urgency != Urgency.NOW:
        return None
    return Matter(pk=report.case_id, community=report.case.community_id)


def _who_decide(matter: Matter) -> QuerySet[Member]:
    case = Case.objects.select_related("community", "member").get(pk=matter.pk)
    return Member.objects.filter(pk__in=[each.pk for each in list_deciders(case)])


def _case_of(activity: Activity) -> Collection[int]:
    return list(Decision.objects.filter(pk=activity.subject_id).values_list("case", flat=True))


def _tell_urgent(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say that something waits, to those who can decide it while nobody did: not what, where or who."""
    reported = Report.objects.filter(reporter=viewer).values("case")
    waiting = cases_for(viewer).filter(pk__in=keys, closed_at=None, urgency=Urgency.NOW).exclude(pk__in=reported)
    return {
        case.pk: Told(
            sentence=_("Somebody reported something that cannot wait. Whoever is there first takes it."),
            hint=_("A report that cannot wait"),
            address=reverse("moderation:case", args=[case.public_id]),
        )
        for case in waiting
    }


def _decision(activity: Activity) -> Decision | None:
    return Decision.objects.select_related("case").filter(pk=activity.subject_id).first()


def _decided(activity: Activity) -> Matter | None:
    found = _decision(activity)
    if found is None or found.verdict in NOT_TOLD:
        return None
    return Matter(pk=found.pk, community=found.community_id)


def _whom_it_is_about(matter: Matter) -> QuerySet[Member]:
    """Return their main name, also of whoever is kept out for now: it waits for them."""
    member = Decision.objects.select_related("case__member").get(pk=matter.pk).case.member
    main = faces.main_face_of(member) if member is not None else None
    return Member.objects.filter(pk=main.pk) if main is not None else Member.objects.none()


def _tell_decided(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say what happened: the name, the place and the reason are on the page that it leads to."""
    return {
        decision.pk: Told(
            sentence=_("%(what)s You can read why, and answer.") % {"what": _what(decision)},
            hint=_("Moderators have decided something that is about you"),
            address=reverse("moderation:own-decisions"),
        )
        for decision in own_decisions(viewer).filter(pk__in=keys)
    }


def _what(decision: Decision) -> str:
    return str(ELSEWHERE.get(Verdict(decision.verdict), decision.told))


def _looked_at(activity: Activity) -> Matter | None:
    found = _decision(activity)
    return Matter(pk=found.case_id, doer=activity.actor_id) if found is not None else None


def _who_reported(matter: Matter) -> QuerySet[Member]:
    told = Report.objects.filter(case=matter.pk, made_at__lte=F("case__closed_at"))
    return faces.main_names_of(Member.objects.filter(pk__in=told.values("reporter")), but=matter.doer)


def _tell_reported(keys: Collection[int], *, viewer: Member) -> dict[int, Told]:
    """Say that it was decided, and nothing of what: that is between moderators and whoever it is about."""
    decided = Case.objects.filter(pk__in=keys, reports__reporter=viewer, decisions__isnull=False)
    told = Told(
        sentence=_("Moderators have looked at something that you reported, and decided. Thank you for telling them."),
        hint=_("What you reported was looked at"),
        address="",  # not where it is: a mail is read by whoever shares the mailbox
    )
    return dict.fromkeys(decided.values_list("pk", flat=True), told)


announce(
    Word(
        kind=URGENT,
        about="urgent",
        verbs=frozenset({"report.made"}),
        ends={"case.decided": _case_of},
        matter=_waiting,
        people=_who_decide,
        tell=_tell_urgent,
    ),
    Word(
        kind=DECIDED,
        about="decision",
        verbs=frozenset({"case.decided"}),
        matter=_decided,
        people=_whom_it_is_about,
        tell=_tell_decided,
    ),
    Word(
        kind=REPORTED,
        about="reported",
        verbs=frozenset({"case.decided"}),
        matter=_looked_at,
        people=_who_reported,
        tell=_tell_reported,
    ),
)
