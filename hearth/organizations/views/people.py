"""Who belongs to an organisation, for those who answer for it."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.idempotency import once_only
from hearth.core.refusals import Refusal
from hearth.members.models import Member
from hearth.organizations.actions import confirm_affiliation, end_affiliation
from hearth.organizations.actions.affiliations import decline_affiliation, give_role
from hearth.organizations.forms.people import RoleForm
from hearth.organizations.models import Affiliation, AffiliationRole
from hearth.organizations.queries.people import get_affiliation, people_to_answer
from hearth.organizations.queries.profile import get_to_answer_for
from hearth.organizations.views.frames import frame_of

ACTS: dict[str, tuple[Callable[[Affiliation, Member], object], str | Promise]] = {
    "confirmation": (
        lambda affiliation, by: confirm_affiliation(affiliation, by=by),
        _("Confirmed. They are told, and choose themselves whether their name shows on your page."),
    ),
    "refusal": (lambda affiliation, by: decline_affiliation(affiliation, by=by), _("Declined. They are told.")),
    "end": (
        lambda affiliation, by: end_affiliation(affiliation, by=by),
        _("Ended. What they wrote stays, and is theirs."),
    ),
}


@login_required
@require_safe
def index(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Who waits to be confirmed, and who belongs."""
    organization = get_to_answer_for(organization_id, viewer=request.viewer)
    waiting, people = people_to_answer(organization, viewer=request.viewer)
    context = frame_of(organization, "people", viewer=request.viewer)
    context |= {"waiting": waiting, "people": people, "roles": AffiliationRole.choices}
    return render(request, "organizations/people.html", context)


@login_required
@require_POST
@once_only
def act(request: HttpRequest, organization_id: str, member_id: str, act: str) -> HttpResponse:
    """Do one thing about somebody's place there: what ACTS names."""
    organization = get_to_answer_for(organization_id, viewer=request.viewer)
    affiliation = get_affiliation(organization, member_id, viewer=request.viewer)
    if act not in ACTS:
        raise Http404
    if request.POST.get("role", affiliation.role) != affiliation.role:  # they say another since the page was shown
        raise Refusal(gettext("This was decided meanwhile. Look again at the list."))
    do, said = ACTS[act]
    do(affiliation, request.viewer)
    messages.success(request, said)
    return redirect("organizations:people", organization_id=organization.public_id)


@login_required
@require_POST
@once_only
def role(request: HttpRequest, organization_id: str, member_id: str) -> HttpResponse:
    """Give somebody another role."""
    organization = get_to_answer_for(organization_id, viewer=request.viewer)
    affiliation = get_affiliation(organization, member_id, viewer=request.viewer)
    form = RoleForm(request.POST)
    if form.is_valid():
        give_role(affiliation, AffiliationRole(form.cleaned_data["role"]), by=request.viewer)
        messages.success(request, _("Saved. They are told."))
    else:
        messages.error(request, _("Choose a role from the list."))
    return redirect("organizations:people", organization_id=organization.public_id)
