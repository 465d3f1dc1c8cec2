"""Joining in three short steps and a code."""

from collections.abc import Callable
from functools import wraps

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.core.zones import DeviceForm
from hearth.members.actions.address_proof import is_proven, send_proof
from hearth.members.actions.joining import join
from hearth.members.forms.joining import AboutStep, CodeStep, NameStep, PrivacyStep
from hearth.members.joining_state import JoiningState, is_old_enough
from hearth.members.limits import network_of
from hearth.members.queries.names import free_names
from hearth.members.queries.people import get_account
from hearth.members.views.entering import enter
from hearth.members.views.outside import name_of

View = Callable[..., HttpResponse]


def joining_step(*, after: str = "") -> Callable[[View], View]:
    """Hand the view its JoiningState; send people who are not here yet, or no longer, where they belong."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest) -> HttpResponse:
            state = JoiningState(request)
            if request.user.is_authenticated:
                return redirect("front:home")
            if state.is_refused:
                return redirect("members:join-refused")
            if after and after not in state.answers:
                return redirect("members:join")
            return view(request, state)

        return wrapped

    return decorate


@joining_step()
def name(request: HttpRequest, state: JoiningState) -> HttpResponse:
    """Step 1 of 3: a name, and how to sign in."""
    if request.method == "POST":
        return _take_name(request, state)
    context = {
        "form": state.form(NameStep, email=state.answers.get("outside_email", "")),
        "outside": name_of(state.answers.get("outside")),
        "suggestions": free_names(),
        "has_password": bool(state.answers.get("password_hash")),
    }
    return render(request, "members/join_name.html", context)


def _take_name(request: HttpRequest, state: JoiningState) -> HttpResponse:
    if limited := ratelimit.consume_or_429(request, action="join_name"):
        return limited
    if "alone" in request.POST:
        state.forget()
        return redirect("members:join")
    given = request.POST.copy()
    if suggested := str(given.get("suggestion", "")):
        given["name"] = suggested
    form = NameStep(given)
    _take_password(form, state)
    if suggested or not form.is_valid():
        state.leave(form, checked=not suggested)
        return redirect("members:join")
    if not is_old_enough(form.cleaned_data["birth_year"]):
        state.refuse_for_age()
        return redirect("members:join-refused")
    if form.cleaned_data["email"] != state.answers.get("email"):
        state.forget_proof()
    state.pass_by(form, **form.cleaned_data)
    return redirect("members:join-about")


def _take_password(form: NameStep, state: JoiningState) -> None:
    """Keep the password apart from the other answers; one that was typed beside another address is asked for again."""
    is_good = form.is_valid() or "password" not in form.errors
    password, email = form.cleaned_data.pop("password", ""), form.cleaned_data.get("email", "")
    if password:
        state.put_password(password, email=email)
    elif is_good and email and "suggestion" not in form.data and state.forget_password_of_another(email):
        form.add_error("password", _("This is another address now. Choose its password, or leave the field empty."))


@joining_step(after="email")
def about(request: HttpRequest, state: JoiningState) -> HttpResponse:
    """Step 2 of 3: what brings you here. What cannot be taken yet is shown in the answer and kept nowhere."""
    if request.method == "POST":
        form = AboutStep(request.POST)
        if form.is_valid():
            state.pass_by(form, **form.answers_to_keep())
            if form.is_dropping:
                messages.warning(
                    request, _("You did not tick the consent, so we kept nothing of what brings you here.")
                )
            return redirect("members:join-privacy")
        state.put(**AboutStep.SAYS_NOTHING)
    else:
        form = state.form(AboutStep, languages=[get_language()])
    return render(request, "members/join_about.html", {"form": form, "name": state.answers["name"]})


@joining_step(after="email")
def privacy(request: HttpRequest, state: JoiningState) -> HttpResponse:
    """Step 3 of 3: who may see your page. Then a code goes out."""
    if request.method != "POST":
        return render(request, "members/join_privacy.html", {"form": state.form(PrivacyStep)})
    form = PrivacyStep(request.POST)
    if not form.is_valid():
        state.leave(form)
        return redirect("members:join-privacy")
    if limited := _limit_mail(request, state):
        return limited
    state.pass_by(form, audience=form.cleaned_data["audience"], time_zone=DeviceForm(request.POST).zone)
    return _send_code(request, state)


def _limit_mail(request: HttpRequest, state: JoiningState) -> HttpResponse | None:
    """Bound the mail that one network has sent to an address, then all of it: nobody can use up another's share."""
    email = state.answers["email"]
    by_network = f"{email} {network_of(request)}"
    limited = ratelimit.consume_or_429(request, action="join", key=by_network)
    return limited or ratelimit.consume_or_429(request, action="join_mail", key=email)


@joining_step(after="digest")
def code(request: HttpRequest, state: JoiningState) -> HttpResponse:
    """The code from the e-mail, and in."""
    form = CodeStep(posted(request))
    if form.is_valid():
        if limited := ratelimit.consume_or_429(request, action="join_code", key=state.answers["digest"]):
            return limited
        if state.take_attempt() and is_proven(
            form.cleaned_data["code"], state.answers["digest"], email=state.answers["email"]
        ):
            return _come_in(request, state)
        form.add_error("code", _("This is not the code, or it is too old. Look again, or ask for a new one."))
    return render(request, "members/join_code.html", {"form": form, "email": state.answers["email"]})


def _come_in(request: HttpRequest, state: JoiningState) -> HttpResponse:
    joining = state.to_joining(get_language() or "en")

    def act() -> str:
        join(joining)
        return reverse("front:home")

    try:
        once(request, act)
    except Refusal as refusal:
        messages.error(request, refusal.message)
        return redirect("members:join")
    state.forget()
    messages.success(request, _("Welcome. You are in."))
    comes_by_code = not joining.password_hash and not joining.outside
    to = f"{reverse('members:passkey-add')}?joined&next={reverse('front:home')}" if comes_by_code else ""
    return enter(request, get_account(joining.email), to=to)


def _send_code(request: HttpRequest, state: JoiningState) -> HttpResponse:
    def act() -> str:
        state.put_proof(send_proof(state.answers["email"], language=get_language() or "en"))
        return reverse("members:join-code")

    return redirect(once(request, act))


@require_POST
@joining_step(after="digest")
def code_again(request: HttpRequest, state: JoiningState) -> HttpResponse:
    """Send a new code; the old one is worth nothing from now on."""
    if limited := _limit_mail(request, state):
        return limited
    messages.success(request, _("A new code is on its way."))
    return _send_code(request, state)


def refused(request: HttpRequest) -> HttpResponse:
    """Say kindly that joining is not possible yet; the same words whatever was typed."""
    return render(request, "members/join_refused.html")
