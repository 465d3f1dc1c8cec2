from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject

from hearth.core.display import Display
from hearth.members.actions.devices import note_device
from hearth.members.actions.joining import face_of
from hearth.members.models import Account
from hearth.members.pending import end_what_fell
from hearth.members.permissions import rights_of

NOTED = "device"


def viewer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.viewer`: the main Member of the account that is signed in, or None for a visitor.

    `request.works_here` says whether that person has a right of staff; it is asked for only where a page shows it.

    Where this device has made no choice of its own, the page speaks and looks as the account chose elsewhere; nothing
    of that stays on the device. Somebody who closed their account is a visitor everywhere but where they may come back,
    as `request.leaver`, whichever way they signed in.

    A browser in which somebody signs out, or closes their account, forgets what our pages keep on the device.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        end_what_fell(request)
        request.viewer = request.leaver = None
        request.works_here = False
        if request.user.is_authenticated and request.user.closed_at:
            request.leaver, request.user = request.user, AnonymousUser()
            _follow_choices(request, request.leaver)
            if request.path == reverse("account_login"):
                return redirect("members:come-back")
        if request.user.is_authenticated:
            request.viewer = face_of(request.user)
            request.works_here = request.user.is_staff and SimpleLazyObject(lambda: bool(rights_of(request.viewer)))
            _follow_choices(request, request.user)
        response = get_response(request)
        if request.user.is_authenticated:
            _note_device(request)
        elif request.viewer:
            response["Clear-Site-Data"] = '"storage"'
        return response

    return middleware


def _note_device(request: HttpRequest) -> None:
    """Note once a day, and when the session got another key, where the person is signed in."""
    key = request.session.session_key
    noted = [key, timezone.localdate().isoformat()]
    if key is None or request.session.get(NOTED) == noted:
        return
    try:
        note_device(request.user, session_key=key, user_agent=request.headers.get("User-Agent", ""))
    except DatabaseError:  # the session ended meanwhile, or nothing can be written: the page matters more
        return
    request.session[NOTED] = noted


def _follow_choices(request: HttpRequest, account: Account) -> None:
    if account.language and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(account.language)
        request.LANGUAGE_CODE = account.language
    if Display.COOKIE not in request.COOKIES:
        request.display = Display.from_parts(account.theme, account.contrast, account.text_size)
