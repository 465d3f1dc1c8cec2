"""The one-time link by which an empty site lets its first administrator in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from hearth.members.actions.first_administrator import admit_first_administrator, is_open
from hearth.members.forms.first_administrator import FirstAdministratorForm
from hearth.members.views.entering import enter


def show(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for address, password and name; a link that is used, old or invented is not found."""
    if not is_open(token):
        raise Http404
    form = FirstAdministratorForm(request.POST or None)
    if form.is_valid():
        account = admit_first_administrator(token, **form.cleaned_data)
        messages.success(request, _("Welcome. You look after this place now."))
        return enter(request, account)
    return render(request, "members/first_administrator.html", {"form": form})
