"""What an invitation opens: who invites, to which region, and the way to apply."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hearth.organizations.queries.invitations import ASKED_IN, get_prospect_invitation, inviter_of


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites an organisation, and the way in: members go on to the form, visitors join first."""
    found = get_prospect_invitation(token)
    if request.method == "POST":
        if request.viewer is None:
            request.session[ASKED_IN] = token
            return redirect("members:join")
        return redirect(f"{reverse('organizations:apply')}?invitation={token}")
    context = {
        "prospect": found.prospect,
        "region": found.prospect.region,
        "by": inviter_of(found, viewer=request.viewer),
    }
    response = render(request, "organizations/invitation.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
