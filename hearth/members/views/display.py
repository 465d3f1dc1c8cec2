"""Language, theme, contrast and text size, for visitors and members alike."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from hearth.core.display import Display
from hearth.core.origin import same_origin_instead_of_token
from hearth.core.redirects import safe_next
from hearth.members.actions.display import keep_display, keep_language
from hearth.members.cookies import set_display_cookie, set_language_cookie


@same_origin_instead_of_token
@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Show the choices; keep them on this device and, for a member, with the account."""
    if request.method != "POST":
        return render(request, "members/display.html")
    given = request.POST
    choice = Display.from_parts(given.get("theme", ""), given.get("contrast", ""), given.get("text", ""))
    if request.user.is_authenticated:
        keep_display(request.user, choice)
    response = redirect(safe_next(request, default="members:display"))
    set_display_cookie(response, choice)
    return response


@same_origin_instead_of_token
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Read pages in another language from now on."""
    response = redirect(safe_next(request, default="members:display"))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            keep_language(request.user, chosen)
        set_language_cookie(response, chosen)
    return response
