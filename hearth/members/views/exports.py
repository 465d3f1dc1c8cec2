"""Everything we keep about a person, for that person to take along."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from hearth.members.actions.exports import ask_for_export
from hearth.members.queries.exports import get_export, open_download
from hearth.members.views.still_you import still_you


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """Ask for my download, and see where it stands."""
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="export", user=request.user):
            return limited
        ask_for_export(request.user, language=get_language() or "en")
        return redirect("members:settings-data")
    return render(request, "members/settings_data.html", {"export": get_export(request.user)})


@require_safe
@login_required
@still_you
def download(request: HttpRequest, export_id: str) -> FileResponse:
    """Send my download, to me alone and only after asking whether it is still me."""
    found = open_download(request.user, export_id)
    return FileResponse(found.file, as_attachment=True, filename=found.name, content_type="application/zip")
