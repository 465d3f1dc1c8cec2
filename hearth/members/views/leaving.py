"""Closing an account, and coming back to it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.refusals import Refusal
from hearth.members.actions.leaving import close_account
from hearth.members.actions.leaving import come_back as reopen
from hearth.members.forms.leaving import LeavingForm
from hearth.members.queries.leaving import list_ties, may_return
from hearth.members.views.still_you import still_you


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """What leaving means, and what to hand over first."""
    return render(request, "members/settings_leaving.html", {"ties": list_ties(request.user)})


@login_required
@still_you
def leave(request: HttpRequest) -> HttpResponse:
    """Choose how to go, and go."""
    form = LeavingForm(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            close_account(
                request.user,
                keep_writing=given["writing"] == LeavingForm.KEEP,
                at_once=given["when"] == LeavingForm.NOW,
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            logout(request)
            return redirect("members:goodbye")
    return render(request, "members/leave.html", {"form": form, "ties": list_ties(request.user)})


def goodbye(request: HttpRequest) -> HttpResponse:
    """The last page of somebody who leaves: it knows nobody any more."""
    return render(request, "members/goodbye.html")


def come_back(request: HttpRequest) -> HttpResponse:
    """Open my account again after signing in to it, or sign out of it."""
    if request.leaver is None:
        raise Http404
    if request.POST.get("answer") == "return":
        reopen(request.leaver)
        messages.success(request, _("Welcome back. Everything is as you left it."))
        return redirect("front:home")
    if request.method == "POST":
        logout(request)
        return redirect("members:goodbye")
    context = {"leaver": request.leaver, "may_return": may_return(request.leaver)}
    return render(request, "members/come_back.html", context)
