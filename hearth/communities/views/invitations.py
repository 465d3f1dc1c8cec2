"""Inviting people, and what an invitation opens."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.communities.actions.inviting import accept_invitation, invite, revoke_invitation
from hearth.communities.forms.places import InvitationForm
from hearth.communities.inside import inside_signed_in
from hearth.communities.permissions import Standing, can_lead
from hearth.communities.queries.heads import head_of
from hearth.communities.queries.invitations import get_invitation, get_invitation_of, is_open, list_invitations
from hearth.communities.queries.sentences import sentences_of
from hearth.communities.waiting_words import INVITED
from hearth.core.forms import posted
from hearth.core.idempotency import once, once_only, secret_of
from hearth.core.refusals import Refusal, require


@inside_signed_in
def index(request: HttpRequest, here: Standing) -> HttpResponse:
    """The invitations that hold, and a form for one more. A link is shown once, right after it was made."""
    require(can_lead(here))
    form, token = InvitationForm(posted(request), initial={"language": request.LANGUAGE_CODE}), ""
    if request.method == "POST" and form.is_valid():
        secret = secret_of(request)
        address = _sent(request, here, form, secret)
        if address and form.cleaned_data["email"]:
            messages.success(request, _("The invitation is on its way."))
            return redirect(address)
        token = secret if address and is_open(secret) else ""
    context = {"form": form, "token": token, "invitations": list_invitations(here.community)}
    return render(request, "communities/invitations.html", head_of(here, "invitations") | context)


def _sent(request: HttpRequest, here: Standing, form: InvitationForm, token: str) -> str:
    """Invite, once, and return where to go; empty when it was refused, which the form says."""
    try:
        return once(request, lambda: _invite(request, here, form, token))
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return ""


def _invite(request: HttpRequest, here: Standing, form: InvitationForm, token: str) -> str:
    given = form.cleaned_data
    if given["email"] and not ratelimit.consume(
        request, action="invitation_mail", user=request.user, key=given["email"].lower()
    ):
        raise Refusal(_("That is many invitations by mail for one day. Hand on a link, or wait until tomorrow."))
    invite(
        here.community,
        by=request.viewer,
        token=token,
        email=given["email"],
        language=given["language"] or request.LANGUAGE_CODE,
        uses=given["uses"] or 1,
        days=given["days"],
    )
    return reverse("communities:invitations", args=[here.community.public_id])


@once_only
@inside_signed_in
@require_POST
def revocation(request: HttpRequest, here: Standing, invitation_id: str) -> HttpResponse:
    """Take an invitation back."""
    require(can_lead(here))
    revoke_invitation(get_invitation_of(here.community, invitation_id), by=request.viewer)
    messages.success(request, _("The invitation no longer opens anything."))
    return redirect("communities:invitations", here.community.public_id)


def _join_first(request: HttpRequest, token: str) -> HttpResponse:
    request.session[INVITED] = token
    return redirect("members:join")


@once_only
def show(request: HttpRequest, token: str) -> HttpResponse:
    """What whoever holds an invitation sees of the community, and the way in."""
    invitation = get_invitation(token)
    if request.method == "POST":
        if request.viewer is None:
            return _join_first(request, token)
        accept_invitation(invitation, by=request.viewer)
        return redirect("communities:welcome", invitation.community.public_id)
    context = {"community": invitation.community, "sentences": sentences_of(invitation.community)}
    response = render(request, "communities/invitation.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
