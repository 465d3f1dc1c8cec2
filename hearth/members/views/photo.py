"""My photo, and everybody's as far as I may see it."""

from typing import Final

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.albums import answer_with
from hearth.core.forms import posted
from hearth.core.refusals import Refusal
from hearth.members import photos
from hearth.members.actions.photo import put_photo, remove_photo
from hearth.members.audiences import audience_of
from hearth.members.forms.settings import PhotoForm
from hearth.members.models import Audience, Member
from hearth.members.queries.people import get_member
from hearth.members.queries.profiles import profiles_for

SAVED: Final = {
    Audience.ONLY_ME: _("Saved. Only you see it."),
    Audience.FOLLOWED: _("Saved. The people you follow see it."),
    Audience.MEMBERS: _("Saved. Members who are signed in see it."),
    Audience.EVERYONE: _("Saved. Anyone on the internet can see it."),
}


@require_safe
def show(request: HttpRequest, member_id: str, key: str, size: str) -> HttpResponse:
    """A photo, for whoever may see it; for everybody else there is none."""
    member = get_member(member_id, viewer=request.viewer)
    seen = profiles_for([member], viewer=request.viewer)[member.pk]
    content = photos.read(key, size) if seen.photo and seen.photo == key else None
    if content is None:
        raise Http404
    return answer_with(request, content, name=f"{key}-{size}", kept=_kept_for(member))


def _kept_for(member: Member) -> str:
    """Return for how long a reader's browser may show the photo unasked: for a moment where it is for everybody.

    Any other is asked for each time, so that an audience made narrower, a block or a sign-out on a shared computer
    holds at once; what the browser still has is then not sent again.
    """
    is_for_all = audience_of(member, "photo") == Audience.EVERYONE
    return "private, max-age=300" if is_for_all else "private, no-cache"


@login_required
def edit(request: HttpRequest) -> HttpResponse:
    """Choose my photo."""
    form = PhotoForm(posted(request), request.FILES or None)
    if form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="photo", user=request.user):
            return limited
        try:
            put_photo(request.viewer, form.cleaned_data["photo"], by=request.viewer)
        except Refusal as refusal:
            form.add_error("photo", refusal.message)
        else:
            messages.success(request, SAVED[audience_of(request.viewer, "photo")])
            return redirect("members:settings-photo")
    return render(request, "members/settings_photo.html", {"form": form})


@login_required
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Go back to initials."""
    remove_photo(request.viewer, by=request.viewer)
    messages.success(request, _("Your photo is erased. Your initials show instead."))
    return redirect("members:settings-photo")
