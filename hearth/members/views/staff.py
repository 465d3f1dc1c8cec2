"""What people who work for the house see: what they may do, people by their names, the log, the accounts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hearth.members.permissions import rights_of
from hearth.members.queries import staff
from hearth.members.rights import GROUP_NAMES, LIST_ACCOUNTS, READ_LOG, SENTENCES
from hearth.members.views.staff_acts import acts_on
from hearth.members.views.staff_doors import staff_only


@staff_only()
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What I may do here, and where."""
    rights = rights_of(request.viewer)
    context = {"sentences": [SENTENCES[right] for right in rights], "may": _short(rights)}
    return render(request, "members/staff.html", context)


@staff_only()
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Find somebody by a name of theirs; who is suspended now."""
    words = request.GET.get("name", "")[:80]
    context = {
        "words": words,
        "people": staff.find_people(words, viewer=request.viewer),
        "suspensions": [] if words else staff.list_suspended(viewer=request.viewer),
    }
    return render(request, "members/staff_people.html", context)


@staff_only()
@require_safe
def person(request: HttpRequest, member_id: str) -> HttpResponse:
    """One name: how it stands, what I may do about it, what was done."""
    viewer = request.viewer
    member = staff.get_face(member_id, viewer=viewer)
    may_read = READ_LOG in rights_of(viewer)
    suspension = staff.get_suspension(member, viewer=viewer)
    groups = staff.list_groups(member, viewer=viewer)
    context = {
        "member": member,
        "acts": acts_on(member, viewer, is_suspended=bool(suspension), works_here=bool(groups)),
        "suspension": suspension,
        "groups": [GROUP_NAMES[group] for group in groups],
        "log": staff.list_log(viewer=viewer, subject=member, cursor=_cursor(request)) if may_read else None,
    }
    return render(request, "members/staff_person.html", context)


@require_safe
@staff_only(READ_LOG)
def log(request: HttpRequest) -> HttpResponse:
    """What staff did, the newest first."""
    context = {"log": staff.list_log(viewer=request.viewer, cursor=_cursor(request))}
    return render(request, "members/staff_log.html", context)


@require_safe
@staff_only(LIST_ACCOUNTS)
def accounts(request: HttpRequest) -> HttpResponse:
    """Which accounts there are. Nothing here says who they are among the people, nor who is suspended."""
    address = request.GET.get("address", "")[:254]
    found = staff.list_accounts(viewer=request.viewer, address=address, cursor=_cursor(request))
    return render(request, "members/staff_accounts.html", {"accounts": found, "address": address})


def _short(rights: list[str]) -> set[str]:
    return {right.partition(".")[2] for right in rights}


def _cursor(request: HttpRequest) -> str:
    return request.GET.get("cursor", "")
