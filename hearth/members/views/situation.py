"""What brings me here: health data, under a consent of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.members.actions.conditions import add_condition, change_condition, remove_condition
from hearth.members.actions.consent import give_consent, keep_situation, withdraw_situation
from hearth.members.forms.situation import ConditionForm, SituationForm
from hearth.members.models import Relation
from hearth.members.queries.own import get_situation, list_consents
from hearth.members.queries.situation import get_condition, has_consented, list_conditions

HOME = "members:settings-situation"


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """What I keep here of my situation, what I agreed to and when, and how I take it back."""
    kept, is_covered = get_situation(request.user), has_consented(request.user)
    initial = {"reasons": kept.reasons, "words": kept.words} if kept else {}
    form = SituationForm(posted(request), initial=initial, must_consent=not is_covered)
    if form.is_valid():
        given = dict(form.cleaned_data)
        keep_situation(request.user, consents=given.pop("consent", False), **given)
        messages.success(request, _("Saved. Only you can see this."))
        return redirect(HOME)
    context = {
        "form": form,
        "kept": kept,
        "is_covered": is_covered,
        "conditions": list_conditions(kept, language=get_language() or "en") if kept else [],
        "consents": list_consents(request.user),
    }
    return render(request, "members/settings_situation.html", context)


@login_required
@require_POST
def withdrawal(request: HttpRequest) -> HttpResponse:
    """Take the consent back; what was kept is erased at once."""
    withdraw_situation(request.user)
    messages.success(request, _("Erased. Nothing is kept here any more."))
    return redirect(HOME)


@login_required
def new_condition(request: HttpRequest) -> HttpResponse:
    """Add a condition of mine, or of somebody I care for."""
    is_covered = has_consented(request.user)
    form = ConditionForm(posted(request), initial={"relation": Relation.MYSELF}, must_consent=not is_covered)
    if not form.is_valid():
        return render(request, "members/settings_condition.html", {"form": form})

    def act() -> str:
        if form.cleaned_data.get("consent"):
            give_consent(request.user)
        add_condition(request.user, form.told())
        messages.success(request, _("Saved. Only you can see this."))
        return reverse(HOME)

    return redirect(once(request, act))


@login_required
def condition(request: HttpRequest, condition_id: str) -> HttpResponse:
    """Change what I said of a condition."""
    kept = get_condition(condition_id, account=request.user)
    fields = ("relation", "words", "since", "stage")
    initial = {field: getattr(kept, field) for field in fields}
    is_covered = has_consented(request.user)
    form = ConditionForm(posted(request), initial=initial, must_consent=not is_covered)
    if form.is_valid():
        if form.cleaned_data.get("consent"):
            give_consent(request.user)
        change_condition(kept, form.told())
        messages.success(request, _("Saved. Only you can see this."))
        return redirect(HOME)
    return render(request, "members/settings_condition.html", {"form": form, "condition": kept})


@login_required
@require_POST
def removal(request: HttpRequest, condition_id: str) -> HttpResponse:
    """Erase one condition."""
    remove_condition(get_condition(condition_id, account=request.user))
    messages.success(request, _("Erased."))
    return redirect(HOME)
