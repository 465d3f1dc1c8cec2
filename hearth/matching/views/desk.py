from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.refusals import Refusal
from hearth.core.translated import isolated
from hearth.matching.actions.resting import go_on, pause
from hearth.matching.queries.desk import look_at_desk
from hearth.matching.queries.names import chosen_among, names_of
from hearth.matching.queries.own import own_mentorships


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """What waits for the person's answer, what they have in hand, and how they take a break."""
    desk = look_at_desk(request.viewer, language=get_language() or "en", now=timezone.now())
    return render(request, "matching/desk.html", {"desk": desk})


@login_required
@require_POST
def rest(request: HttpRequest, ends: bool) -> HttpResponse:
    """Bring the person nothing new under one of their names, wherever they are a mentor under it; or again."""
    names = names_of(own_mentorships(request.viewer, today=timezone.localdate()))
    chosen = chosen_among(names, request.POST.get("name", ""))
    if chosen is None:
        raise Refusal(_("Choose under which of your names."))
    for mentorship in chosen.mentorships:
        (go_on if ends else pause)(mentorship, by=request.viewer)
    said = _("Questions come to you again.") if ends else _("Nothing new is brought to you until you go on.")
    if len(names) > 1:
        under = _("Questions come to %(name)s again.") if ends else _("Nothing new is brought to %(name)s.")
        said = under % {"name": isolated(chosen.member.name)}
    messages.success(request, said)
    return redirect("matching:desk")
