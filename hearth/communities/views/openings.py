from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from hearth.communities.forms.opening import OpeningForm
from hearth.communities.permissions import Standing, can_read, standing_of
from hearth.communities.queries.answer_times import answer_time_of
from hearth.communities.queries.asking import places_to_ask
from hearth.communities.queries.doors import why_no_discussion
from hearth.communities.queries.places import get_community
from hearth.communities.queries.restrictions import restrictions_on
from hearth.communities.views.composing import let_wait, opening_form, take_draft, take_opening
from hearth.core.kept_words import words_are_kept
from hearth.members.queries.names import free_names

LONGEST_BEGUN = 1_000  # characters that go along from a search


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose the community first; a title that was typed elsewhere, and posted, goes along without being kept."""
    own, others = places_to_ask(request.viewer, language=get_language() or "en")
    restrictions = restrictions_on(request.viewer) if request.viewer else {}
    begun = request.POST.get("title", "")[:LONGEST_BEGUN]
    context = {"own": own, "others": others, "restrictions": restrictions, "begun": begun}
    return render(request, "communities/ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@words_are_kept
def create(request: HttpRequest, community_id: str) -> HttpResponse:
    """Start a discussion; what comes as `begin` is what to begin one with that is still to be written."""
    community = get_community(community_id, viewer=request.viewer)
    here = standing_of(request.viewer, community)
    closed = why_no_discussion(here)
    begun = request.POST.get("begin", "")[:LONGEST_BEGUN]
    form = opening_form(request, here, closed=closed, begun=begun)
    if request.method == "POST" and not begun:
        done = _take_draft(request, here, form) or _take(request, here, form, closed)
        if done:
            return done
    free = free_names() if "pseudonym" in form.fields else []
    context = {"community": community, "form": form, "closed": closed, "restriction": here.restriction}
    context |= {"can_read": can_read(here), "free_names": free, "answer_time": answer_time_of(community)}
    return render(request, "communities/discussion_create.html", context)


def _take_draft(request: HttpRequest, here: Standing, form: OpeningForm) -> HttpResponse | None:
    if "draft" not in request.POST or request.viewer is None:
        return None
    return redirect(request.path) if take_draft(request, here.community, None, form) else None


def _take(request: HttpRequest, here: Standing, form: OpeningForm, closed: str) -> HttpResponse | None:
    if not form.is_valid():
        return None
    if closed:
        form.add_error(None, closed)
        return None
    if request.viewer is None:
        return let_wait(request, form, here.community)
    address = take_opening(request, here.community, form)
    return redirect(address) if address else None
