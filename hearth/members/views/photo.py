"""My photo, and everybody's as far as I may see it."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.refusals import Refusal
from hearth.members import photos
from hearth.members.actions.photo import put_photo, remove_photo
from hearth.members.forms.settings import PhotoForm
from hearth.members.queries.people import get_member
from hearth.members.queries.profiles import profiles_for

HEADERS = {
    # Kept by this reader's own browser for a moment only: an audience that was narrowed holds soon for them too.
    "Cache-Control": "private, max-age=300",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def show(request: HttpRequest, member_id: str, key: str, size: str) -> HttpResponse:
    """A photo, for whoever may see it; for everybody else there is none."""
    member = get_member(member_id, viewer=request.viewer)
    seen = profiles_for([member], viewer=request.viewer)[member.pk]
    content = photos.read(key, size) if seen.photo and seen.photo == key else None
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/webp", headers=HEADERS)


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
            messages.success(request, _("Saved. This is how people see you now."))
            return redirect("members:settings-photo")
    return render(request, "members/settings_photo.html", {"form": form})


@login_required
@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Go back to initials."""
    remove_photo(request.viewer, by=request.viewer)
    messages.success(request, _("Your photo is erased. Your initials show instead."))
    return redirect("members:settings-photo")
