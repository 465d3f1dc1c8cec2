"""One's own mentorships, and what is decided about one, by its mentor or by stewards."""

from collections.abc import Callable
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once_only
from hearth.core.kept_words import words_are_kept
from hearth.core.refusals import Refusal, require
from hearth.matching.actions import nominating, resting, terms
from hearth.matching.actions.training import tick_steps
from hearth.matching.forms.mentoring import EndForm, OfferingForm, RestForm, ThanksForm, TrainingForm
from hearth.matching.models import Mentorship, Stage
from hearth.matching.permissions import is_own
from hearth.matching.queries.mentorships import get_mentorship, list_own
from hearth.matching.queries.training import progress_of

View = Callable[[HttpRequest, Mentorship], HttpResponse]


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where I am a mentor, was one, or am asked to be one."""
    return render(request, "matching/mentoring.html", {"mentorships": list_own(request.viewer)})


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, mentorship_id: str) -> HttpResponse:
    """One of my mentorships: the answer I owe, the checklist, or what I set myself."""
    mentorship = get_mentorship(mentorship_id, viewer=request.viewer)
    require(is_own(request.viewer, mentorship))
    form = OfferingForm(posted(request), mentorship=mentorship)
    if form.is_valid():
        resting.describe_mentorship(mentorship, form.offering, by=request.viewer)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("matching:mentorship", mentorship.public_id)
    return _page(request, mentorship, form)


def _about(view: View, *, shows_again: bool = False) -> Callable[..., HttpResponse]:
    """Give `view`, which does one thing to it, the mentorship of the address.

    One that `shows_again` what was sent wrong stands at its own address then: asked for anew, that is the page.
    """

    @require_http_methods(["GET", "HEAD", "POST"] if shows_again else ["POST"])
    @words_are_kept
    @once_only
    @wraps(view)
    def wrapped(request: HttpRequest, mentorship_id: str) -> HttpResponse:
        if request.method != "POST":
            return show(request, mentorship_id)
        return view(request, get_mentorship(mentorship_id, viewer=request.viewer))

    return wrapped


_showing_again = partial(_about, shows_again=True)


@_about
def agreement(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Say yes, for oneself or as a steward."""
    nominating.agree(mentorship, by=request.viewer)
    if not is_own(request.viewer, mentorship):
        messages.success(request, _("They are told that you agree. Here you see how they get ready."))
    return _back(request, mentorship)


@_about
def refusal(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Say no, or take it back."""
    is_mine = is_own(request.viewer, mentorship)
    nominating.decline(mentorship, by=request.viewer)
    if is_mine:
        messages.success(request, _("Done. Nobody is told."))
        return redirect("matching:mentoring")
    silent = mentorship.waits_for_member
    messages.success(
        request, _("Withdrawn. They are not told.") if silent else _("They are told that it is not for now.")
    )
    return redirect("matching:mentors", mentorship.community.public_id)


@_showing_again
def training(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Keep what I have done of the checklist, and what I can answer."""
    require(is_own(request.viewer, mentorship))
    form = OfferingForm(request.POST, mentorship=mentorship)
    steps = TrainingForm(request.POST, progress=progress_of(mentorship))
    if not (form.is_valid() and steps.is_valid()):
        return _page(request, mentorship, form, steps=steps)
    resting.describe_mentorship(mentorship, form.offering, by=request.viewer)
    if tick_steps(mentorship, steps.done, by=request.viewer):
        messages.success(request, _("You are a mentor now. Questions that fit what you can answer come to you."))
    else:
        messages.success(request, _("Saved."))
    return redirect("matching:mentorship", mentorship.public_id)


@_about
def pause(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Take no questions for now."""
    resting.pause(mentorship, by=request.viewer)
    messages.success(request, _("Paused. No question is brought to you until you go on."))
    return redirect("matching:mentorship", mentorship.public_id)


@_about
def go_on(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Take questions again, whether after a pause or in the midst of a rest."""
    resting.go_on(mentorship, by=request.viewer)
    messages.success(request, _("Welcome back. Questions come to you again."))
    return redirect("matching:mentorship", mentorship.public_id)


@_showing_again
def rest(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Take no questions until a day."""
    require(is_own(request.viewer, mentorship))
    form = RestForm(request.POST)
    if not form.is_valid():
        return _page(request, mentorship, OfferingForm(mentorship=mentorship), rest_form=form)
    resting.rest_until(mentorship, form.cleaned_data["until"], by=request.viewer)
    messages.success(request, _("Rest well. No question is brought to you until then."))
    return redirect("matching:mentorship", mentorship.public_id)


@_about
def renewal(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Go on for another year."""
    terms.renew(mentorship, by=request.viewer)
    messages.success(request, _("Another year. Thank you."))
    return _back(request, mentorship)


@_about
def end(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Lay it down, or end it as a steward, who says why."""
    if is_own(request.viewer, mentorship):
        terms.end(mentorship, by=request.viewer)
        messages.success(request, _("You have laid it down. Thank you for all of it."))
        return redirect("matching:mentoring")
    form = EndForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Say why in a sentence, at most 500 characters: only they read it."))
    terms.end(mentorship, by=request.viewer, **form.cleaned_data)
    messages.success(request, _("They are told, and read why. They stay a member."))
    return redirect("matching:mentors", mentorship.community.public_id)


@_about
def thanks(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    """Thank a former mentor."""
    form = ThanksForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("That is too long: 300 characters at most."))
    terms.thank(mentorship, form.cleaned_data["words"], by=request.viewer)
    return redirect("matching:mentors", mentorship.community.public_id)


def _back(request: HttpRequest, mentorship: Mentorship) -> HttpResponse:
    if is_own(request.viewer, mentorship):
        return redirect("matching:mentorship", mentorship.public_id)
    return redirect("matching:mentors", mentorship.community.public_id)


def _page(
    request: HttpRequest,
    mentorship: Mentorship,
    form: OfferingForm,
    *,
    steps: TrainingForm | None = None,
    rest_form: RestForm | None = None,
) -> HttpResponse:
    """Show one of my mentorships: with its forms as they were sent, if they were."""
    if steps is None and mentorship.stage == Stage.PREPARING:
        steps = TrainingForm(progress=progress_of(mentorship))
    context = {
        "mentorship": mentorship,
        "form": form,
        "rest_form": rest_form or RestForm(initial={"until": mentorship.rests_until}),
        "steps": steps,
        "can_renew": mentorship.may_renew(timezone.localdate()),
    }
    return render(request, "matching/mentorship.html", context)
