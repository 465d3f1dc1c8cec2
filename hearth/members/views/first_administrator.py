"""The one-time link by which an empty site lets its first administrator in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.members.actions.first_administrator import admit_first_administrator, is_open
from hearth.members.forms.first_administrator import FirstAdministratorForm
from hearth.members.queries.people import get_account
from hearth.members.views.entering import enter


def show(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for address, password and name; a link that is used, old or invented is not found."""
    if request.method == "POST" and request.user.is_authenticated:
        return redirect("front:home")  # the second click of a form that let this person in
    if not is_open(token):
        raise Http404
    form = FirstAdministratorForm(posted(request))

    def act() -> str:
        admit_first_administrator(token, **form.cleaned_data)
        return reverse("front:home")

    if form.is_valid():
        once(request, act)
        messages.success(request, _("Welcome. You look after this place now."))
        return enter(request, get_account(form.cleaned_data["email"]))
    return render(request, "members/first_administrator.html", {"form": form})
