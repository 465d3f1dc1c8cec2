"""What a person can change about being here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.refusals import Refusal
from hearth.members.actions.consent import agree_to_rules as agree
from hearth.members.actions.profile import Profile, edit_profile, set_audiences
from hearth.members.forms.settings import AudienceForm, ProfileForm
from hearth.members.queries.verifications import hangs_on_name
from hearth.members.queries.ways_in import get_ways_in


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """What others read of me."""
    member = request.viewer
    fields = ("name", "line", "roles", "about", "country", "languages")
    form = ProfileForm(posted(request), initial={field: getattr(member, field) for field in fields})
    if form.is_valid():
        try:
            edit_profile(member, Profile(**form.cleaned_data), by=member)
        except Refusal as refusal:
            form.add_error("name", refusal.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("members:settings")
    context = {"form": form, "badge_hangs_on_name": hangs_on_name(member)}
    return render(request, "members/settings_profile.html", context)


@login_required
def privacy(request: HttpRequest) -> HttpResponse:
    """Who may see my page, and each part of it."""
    initial = request.viewer.audiences | {"audience": request.viewer.audience}
    form = AudienceForm(posted(request), initial=initial)
    if form.is_valid():
        chosen = dict(form.cleaned_data)
        set_audiences(request.viewer, chosen.pop("audience"), chosen, by=request.viewer)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("members:settings-privacy")
    return render(request, "members/settings_privacy.html", {"form": form})


@login_required
def signing_in(request: HttpRequest) -> HttpResponse:
    """How I sign in."""
    ways = get_ways_in(request.user, session_key=request.session.session_key)
    return render(request, "members/settings_signing_in.html", {"ways": ways})


@login_required
@require_POST
def agree_to_rules(request: HttpRequest) -> HttpResponse:
    """Accept the present version of the house rules."""
    agree(request.user)
    messages.success(request, _("Thank you for reading the house rules."))
    return redirect("front:home")
