"""My names, and what the house did about them."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hearth.members.queries.own_names import list_deeds, list_names


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Every name I take part under, what each is for, and what staff did about any of them."""
    context = {"names": list_names(request.user), "deeds": list_deeds(request.user)}
    return render(request, "members/settings_names.html", context)
