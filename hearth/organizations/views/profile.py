"""What an organisation says of itself, written by its own people."""

from dataclasses import asdict, fields

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.albums import answer_with
from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.kept_words import words_are_kept
from hearth.core.languages import NATIVE_NAMES
from hearth.core.refusals import Refusal
from hearth.organizations import marks
from hearth.organizations.actions.profile import Profile, Wording, edit_profile, put_mark, put_words, remove_mark
from hearth.organizations.forms.profile import MarkForm, ProfileForm, WordingForm
from hearth.organizations.models import Organization
from hearth.organizations.queries import get_organization
from hearth.organizations.queries.profile import get_to_edit
from hearth.organizations.views.frames import frame_of


@login_required
def edit(request: HttpRequest, organization_id: str) -> HttpResponse:
    """The facts about it."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    now = {field.name: getattr(organization, field.name) for field in fields(Profile)}
    spoken = [organization.lang, *organization.languages]
    form = ProfileForm(posted(request), initial=now | {"topics": list(organization.topics.all())}, spoken=spoken)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _edited(request, organization, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    context = frame_of(organization, "profile", viewer=request.viewer) | {"form": form}
    return render(request, "organizations/profile.html", context)


def _edited(request: HttpRequest, organization: Organization, form: ProfileForm) -> str:
    edit_profile(organization, form.profile(), form.topics_chosen(), by=request.viewer)
    messages.success(request, _("Saved. Everybody can read it."))
    return reverse("organizations:profile", args=[organization.public_id])


@login_required
@require_safe
def words(request: HttpRequest, organization_id: str) -> HttpResponse:
    """In which languages it says something of itself, and in which more it may."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    said = {*organization.names, *organization.description, *organization.offers, organization.lang}
    codes = [*sorted(said), *(code for code, _name in settings.LANGUAGES if code not in said)]
    more = [code for code in NATIVE_NAMES if code not in codes]
    context = frame_of(organization, "words", viewer=request.viewer)
    context |= {"said": [(code, _count(organization, code)) for code in codes], "more": more}
    return render(request, "organizations/words.html", context)


def _count(organization: Organization, code: str) -> int:
    texts = (organization.description, organization.offers, organization.who_pays, organization.behind)
    return sum(bool(each.get(code)) for each in texts)


@login_required
@words_are_kept
def words_in(request: HttpRequest, organization_id: str, language: str) -> HttpResponse:
    """What it says in one language."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    now = asdict(_wording(organization, language))
    if language not in NATIVE_NAMES and language != organization.lang and not any(now.values()):
        raise Http404
    form = WordingForm(posted(request), initial=now, is_main=language == organization.lang)
    if form.is_valid():
        return redirect(once(request, lambda: _worded(request, organization, language, form)))
    context = frame_of(organization, "words", viewer=request.viewer) | {"form": form, "language": language}
    return render(request, "organizations/words_in.html", context)


def _worded(request: HttpRequest, organization: Organization, language: str, form: WordingForm) -> str:
    put_words(organization, language, form.wording(), by=request.viewer)
    messages.success(request, _("Saved. Everybody can read it."))
    return reverse("organizations:words", args=[organization.public_id])


def _wording(organization: Organization, language: str) -> Wording:
    columns = {field.name: "names" if field.name == "name" else field.name for field in fields(Wording)}
    return Wording(**{name: getattr(organization, column).get(language, "") for name, column in columns.items()})


@login_required
def mark(request: HttpRequest, organization_id: str) -> HttpResponse:
    """The picture that stands for it."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    form = MarkForm(posted(request), request.FILES or None)
    if form.is_valid():
        limited: HttpResponse | None = ratelimit.consume_or_429(request, action="photo", user=request.user)
        if limited:
            return limited
        try:
            put_mark(organization, form.cleaned_data["mark"], by=request.viewer)
        except Refusal as refusal:
            form.add_error("mark", refusal.message)
        else:
            messages.success(request, _("Saved. It shows beside the name everywhere."))
            return redirect("organizations:mark", organization_id=organization.public_id)
    context = frame_of(organization, "mark", viewer=request.viewer) | {"form": form}
    return render(request, "organizations/mark.html", context)


@login_required
@require_POST
def mark_removal(request: HttpRequest, organization_id: str) -> HttpResponse:
    """Show its initials again."""
    organization = get_to_edit(organization_id, viewer=request.viewer)
    remove_mark(organization, by=request.viewer)
    messages.success(request, _("The picture is erased. The initials show instead."))
    return redirect("organizations:mark", organization_id=organization.public_id)


@require_safe
def mark_picture(request: HttpRequest, organization_id: str, key: str, size: str) -> HttpResponse:
    """The picture itself, for everybody; one that was replaced is gone."""
    organization = get_organization(organization_id)
    content = marks.ALBUM.read(key, size) if organization.mark and organization.mark == key else None
    if content is None:
        raise Http404
    return answer_with(request, content, name=f"{key}-{size}", kept="public, max-age=300")
