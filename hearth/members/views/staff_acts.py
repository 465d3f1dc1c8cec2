"""What staff may do about one name: each act a page with its own form, which asks why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.members import permissions
from hearth.members.actions.resolution import ask_who
from hearth.members.actions.staff import give_rights, take_rights
from hearth.members.actions.staff_edits import edit_member_as_staff
from hearth.members.actions.suspension import let_back, suspend
from hearth.members.actions.verification import end_verification
from hearth.members.forms.staff import BlankingForm, ReasonForm, ResolutionForm, RightsForm, SuspensionForm
from hearth.members.models import Member, Standing
from hearth.members.queries import staff
from hearth.members.views.staff_doors import staff_only

Given = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """One thing staff may do about a name: who may, what is asked, what happens, and its words."""

    may: Callable[[Member | None, Member], bool]
    form: type[forms.Form]
    do: Callable[[Member, Member, Any], object]
    title: str | Promise
    lede: str | Promise
    icon: str = "shield"


def _suspend(member: Member, by: Member, form: SuspensionForm) -> None:
    suspend(member, by=by, reason=form.cleaned_data["reason"], until=form.until())


ACTS = {
    "suspension": Act(
        permissions.can_suspend,
        SuspensionForm,
        _suspend,
        gettext_lazy("Suspend"),
        gettext_lazy(
            "They cannot sign in or take part under any name until then; this page closes. They get a mail at once."
        ),
        "lock",
    ),
    "return": Act(
        permissions.can_suspend,
        ReasonForm,
        lambda member, by, form: let_back(member, by=by, **form.cleaned_data),
        gettext_lazy("Let back in"),
        gettext_lazy("The suspension of this name ends now. They get a mail at once."),
        "check",
    ),
    "blanking": Act(
        permissions.can_blank,
        BlankingForm,
        lambda member, by, form: edit_member_as_staff(member, by=by, **form.cleaned_data),
        gettext_lazy("Take away a harmful part"),
        gettext_lazy("It is erased. You cannot write anything in its place. They get a mail at once."),
        "edit",
    ),
    "resolution": Act(
        permissions.can_ask_who,
        ResolutionForm,
        lambda member, by, form: ask_who(member, by=by, **form.cleaned_data),
        gettext_lazy("Ask who is behind this name"),
        gettext_lazy(
            "Only where somebody’s safety needs it. A second moderator must confirm within a day. Then each of you can "
            "see it once, within an hour. It stays on record, and the person is told."
        ),
        "eye",
    ),
    "badge": Act(
        permissions.can_verify,
        ReasonForm,
        lambda member, by, form: end_verification(member, by=by, **form.cleaned_data),
        gettext_lazy("Take the badge of a clinician back"),
        gettext_lazy("The badge goes at once. That it was there, and why it ended, stays on record."),
        "steth",
    ),
    "appointment": Act(
        permissions.can_appoint,
        RightsForm,
        lambda member, by, form: _give(member, by, form.cleaned_data),
        gettext_lazy("Give rights"),
        gettext_lazy(
            "They can work for the house from now on. Make sure who they are, and that they have one account."
        ),
        "users",
    ),
    "dismissal": Act(
        permissions.can_appoint,
        RightsForm,
        lambda member, by, form: _take(member, by, form.cleaned_data),
        gettext_lazy("Take rights back"),
        gettext_lazy("They lose these rights with their next click."),
        "x",
    ),
}


def _give(member: Member, by: Member, given: Given) -> None:
    give_rights(member, given["group"], by=by, reason=given["reason"])


def _take(member: Member, by: Member, given: Given) -> None:
    take_rights(member, given["group"], by=by, reason=given["reason"])


def acts_on(member: Member, viewer: Member, *, is_suspended: bool, works_here: bool) -> list[tuple[str, Act]]:
    """Return what `viewer` may do about `member`, by the name it has in addresses, without what would be refused."""
    pointless = {"suspension" if is_suspended else "return"}
    pointless |= {"badge"} if member.standing != Standing.CLINICIAN else set()
    pointless |= {"dismissal"} if not works_here else set()
    return [(name, act) for name, act in ACTS.items() if name not in pointless and act.may(viewer, member)]


@staff_only()
def act(request: HttpRequest, member_id: str, act: str) -> HttpResponse:
    """Ask why, then do it."""
    member = staff.get_face(member_id, viewer=request.viewer)
    chosen = ACTS.get(act)
    if chosen is None or not chosen.may(request.viewer, member):
        raise Http404
    form = chosen.form(posted(request))
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _do(request, chosen, member, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return render(request, "members/staff_act.html", {"form": form, "member": member, "act": chosen})


def _do(request: HttpRequest, chosen: Act, member: Member, form: forms.Form) -> str:
    chosen.do(member, request.viewer, form)
    messages.success(request, _("Done, and written into the log."))
    return reverse("members:staff-person", args=[member.public_id])
