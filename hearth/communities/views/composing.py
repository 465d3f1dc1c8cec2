"""The two composers: how each begins, and what becomes of what was posted in it."""

from collections.abc import Callable
from typing import Any, TypeVar

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hearth.communities.actions.keeping import Unposted, drop_draft, keep_draft
from hearth.communities.actions.picturing import Pictured, drop_unused, store_pictures
from hearth.communities.actions.writing import Answer, Opening, post_reply, start_discussion
from hearth.communities.forms.naming import Composer, Naming
from hearth.communities.forms.opening import OpeningForm
from hearth.communities.forms.writing import ReplyForm, language_for
from hearth.communities.models import Community, Discussion, Draft, Labels, Reply, labels_of
from hearth.communities.permissions import Standing, names_to_answer_under
from hearth.communities.queries.authors import authors_of
from hearth.communities.queries.conversation import Conversation, draft_in, pseudonym_of
from hearth.communities.queries.discussions import get_reply
from hearth.communities.queries.first import has_written
from hearth.communities.queries.mentions import as_words
from hearth.communities.queries.naming import Name
from hearth.communities.queries.sections import list_sections
from hearth.communities.quotes import quotation, without_lines
from hearth.communities.waiting_words import WaitingWords, Words
from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.core.richtext import to_text
from hearth.topics.models import Topic

QUOTED = 600  # characters of a quotation
VISITORS_SOURCE = 60_000  # characters of HTML that wait in a session
LABELS = tuple(Labels.__dataclass_fields__)
TYPED = {"title": 150, "pseudonym": 40}  # kept in a draft as typed, to this many characters


def reply_form(
    request: HttpRequest, talk: Conversation, answered: Reply | None = None, *, closed: str = ""
) -> ReplyForm:
    """Return the composer of an answer: as posted, else with what waits, is quoted or was kept as a draft.

    `closed` says why nobody can answer; then no pictures are taken, nor from visitors, whose words have to wait.
    """
    naming = _naming(talk)
    words = WaitingWords(request).get() if request.viewer or request.session.session_key else None
    waits = words if words and words.discussion == talk.discussion.public_id else None
    draft = talk.draft if not waits and talk.draft and answered in {None, talk.draft.parent} else None
    above = answered or (draft.parent if draft else None)
    initial: dict[str, Any] = {"language": _language_in(talk)} | _kept(draft)
    if waits:
        initial |= {"body": waits.body, "language": waits.language or talk.discussion.language} | labels_of(waits)
    initial["body"] = _quoted(request, talk) + initial.get("body", "")
    initial["answer"] = above.public_id if above else (waits.answer if waits else "")
    prefix = f"to_{answered.public_id}_%s" if answered else "id_%s"
    form = ReplyForm(posted(request), request.FILES or None, initial=initial, naming=naming, auto_id=prefix)
    form.words_at = _milliseconds(draft)
    if above:
        form.answers = authors_of([above], viewer=request.viewer)[above.author_id]
    return _with_pictures(request, form, closed)


def _kept(draft: Draft | None) -> dict[str, Any]:
    """Return what a composer begins with: the words of a draft, and what was chosen with them."""
    if draft is None:
        return {}
    chosen = ("title", "body", "language", "answering", "since", "name", "pseudonym", *LABELS)
    return {name: value for name in chosen if (value := getattr(draft, name))}


def _milliseconds(draft: Draft | None) -> str:
    return str(int(draft.saved_at.timestamp() * 1000)) if draft else Composer.words_at


def fresh_reply_form(request: HttpRequest, talk: Conversation) -> ReplyForm:
    """Return an empty composer, for what is said next."""
    form = ReplyForm(initial={"language": _language_in(talk)}, naming=_naming(talk))
    form.take_pictures()
    return form


def _language_in(talk: Conversation) -> str:
    discussion = talk.discussion
    return language_for(discussion.community, get_language() or "en", answers=discussion.language)


def _naming(talk: Conversation) -> Naming:
    """Return the names the viewer may answer under: any, but where the right to answer comes with one of them."""
    viewer, names = talk.here.viewer, tuple(Name)
    held = names_to_answer_under(talk.here, talk.discussion) if not talk.called else None
    if viewer is not None and held:
        is_held = {Name.USUAL: viewer.pk in held, Name.PSEUDONYM: bool(held - {viewer.pk})}
        names = tuple(name for name, may_be in is_held.items() if may_be)
    return Naming(viewer, talk.discussion.community, talk.called, talk.pseudonym, names)


def _quoted(request: HttpRequest, talk: Conversation) -> str:
    """Return what `?quote=` names, as a quotation to begin with: a reply of this discussion, or its opening."""
    wanted = request.GET.get("quote", "")
    if not wanted:
        return ""
    written: Discussion | Reply = talk.discussion
    if wanted != talk.discussion.public_id:
        written = get_reply(wanted, viewer=request.viewer)
        if written.discussion_id != talk.discussion.pk:
            return ""
    if not written.is_shown:
        return ""
    (html,) = as_words([written])
    text = to_text(without_lines(html), links=False)[:QUOTED].strip()
    name = authors_of([written], viewer=request.viewer)[written.author_id].name
    return quotation(written, name=name, text=text) if text else ""


def answered_in(request: HttpRequest, talk: Conversation) -> Reply | None:
    """Return the reply that is answered, if the form or the address names one of this discussion; raises Http404."""
    wanted = request.POST.get("answer") or request.GET.get("answer")
    if not wanted:
        return None
    found = get_reply(wanted, viewer=request.viewer)
    return found if found.discussion_id == talk.discussion.pk else None


def take_reply(request: HttpRequest, talk: Conversation, form: ReplyForm, answered: Reply | None) -> str:
    """Post a checked answer, once, and return where it stands; empty when it was refused, which the form says."""
    given = form.cleaned_data
    said: dict[str, Any] = {"body": given["body"], "language": given["language"], "parent": answered, **form.chosen}

    def act(pictures: list[Pictured]) -> str:
        answer = Answer(**said, pictures=pictures)
        reply = post_reply(talk.discussion, answer, by=request.viewer)
        if talk.draft:
            drop_draft(talk.discussion.community, talk.discussion, by=request.viewer)
        return reply.get_absolute_url()

    return _once(request, act, form)


def opening_form(request: HttpRequest, here: Standing, *, closed: str = "", begun: str = "") -> OpeningForm:
    """Return the composer of an opening: as posted, else with what waits or was kept as a draft. `closed`: as above.

    `begun` is what to begin with, where nothing else is there: a title, or a whole question, which is longer than one.
    """
    community = here.community
    words = WaitingWords(request).get()
    waits = words if words and not words.discussion and words.community == community.public_id else None
    draft = draft_in(community, viewer=request.viewer) if not waits else None
    initial: dict[str, Any] = {"language": language_for(community, get_language() or "en")}
    if waits:
        topics = list(Topic.objects.filter(slug__in=waits.topics))
        initial |= {"title": waits.title, "body": waits.body, "topics": topics}
        initial |= {"language": waits.language or community.lang, "answering": waits.answering, "since": waits.since}
        initial |= labels_of(waits) | {"section": waits.section}
    elif draft:
        initial |= {"topics": list(draft.topics.all())} | _kept(draft)
        initial["section"] = draft.section.public_id if draft.section else ""
    initial |= {name: value for name, value in _begun(begun).items() if not initial.get(name)}
    naming = Naming(request.viewer, community, pseudonym=pseudonym_of(request.viewer, community))
    sections = list_sections(community)
    said = None if begun else posted(request)
    form = OpeningForm(said, request.FILES or None, initial=initial, naming=naming, sections=sections)
    form.words_at, form.is_first = _milliseconds(draft), not has_written(request.viewer)
    return _with_pictures(request, form, closed)


def _begun(words: str) -> dict[str, Any]:
    words = " ".join(words.split())
    return {"title": words} if len(words) <= TYPED["title"] else {"body": format_html("<p>{}</p>", words)}


C = TypeVar("C", bound=Composer)


def _with_pictures(request: HttpRequest, form: C, closed: str) -> C:
    if request.viewer is not None and not closed:
        too_many = bool(request.FILES) and not ratelimit.consume(request, action="pictures", user=request.user)
        form.take_pictures(too_many=too_many)
    return form


def take_opening(request: HttpRequest, community: Community, form: OpeningForm) -> str:
    """Start a checked discussion, once, and return its address; empty when it was refused, which the form says."""
    given = {name: form.cleaned_data[name] for name in ("title", "body", "topics", "answering", "language", "since")}
    given["section"] = form.cleaned_data.get("section")

    def act(pictures: list[Pictured]) -> str:
        opening = Opening(**given, **form.chosen, pictures=pictures)
        discussion = start_discussion(community, opening, by=request.viewer)
        drop_draft(community, None, by=request.viewer)
        return discussion.get_absolute_url()

    return _once(request, act, form)


def _once(request: HttpRequest, act: Callable[[list[Pictured]], str], form: Composer) -> str:
    pictures = store_pictures(form.drawn)
    try:
        address = once(request, lambda: act(pictures))
    except Refusal as refusal:
        form.refuse(refusal.message)
        return ""
    except PermissionDenied:  # something changed between our looking and our writing
        form.refuse(_("You cannot post here any more. Your words are still below."))
        return ""
    finally:
        drop_unused(pictures)
    WaitingWords(request).drop()
    return address


def take_draft(
    request: HttpRequest,
    community: Community,
    discussion: Discussion | None,
    form: Composer,
    parent: Reply | None = None,
) -> bool:
    """Keep what was typed and chosen as a draft; False when it cannot be kept, which the form says."""
    has_pictures = form.loses_pictures
    form.leave_pictures()
    form.full_clean()
    if form.has_error("body", code="max_length"):
        return False
    chosen = {name: form.cleaned_data.get(name, "") for name in ("body", "language", "answering", "name")}
    typed = {name: " ".join(request.POST.get(name, "").split())[:most] for name, most in TYPED.items()}
    chosen |= {"since": form.cleaned_data.get("since"), **labels_of(form.labels)}
    put = {"topics": form.cleaned_data.get("topics", []), "section": form.cleaned_data.get("section")}
    said = Unposted(**chosen, **typed, **put, parent=parent)
    try:
        is_kept = keep_draft(community, discussion, said, by=request.viewer)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, _said_of_draft(is_kept, has_pictures))
    return True


def _said_of_draft(is_kept: bool, has_pictures: bool) -> str:
    if not is_kept:
        return _("Nothing is written here, so no draft is kept.")
    if has_pictures:
        return _("Your words are kept for thirty days, for your eyes only. Pictures are not.")
    return _("Kept for thirty days, for your eyes only.")


def let_wait(request: HttpRequest, form: Composer, community: Community, discussion: str = "") -> HttpResponse | None:
    """Keep a visitor's words in the session until they have joined or signed in; None when not, which the form says."""
    given = form.cleaned_data
    if len(given["body"]) > VISITORS_SOURCE:
        form.add_error("body", _("This text is too long. Please make it shorter."))
        return None
    if not ratelimit.consume(request, action="visitor_words"):
        form.add_error(None, _("Much was written from your network without joining. Wait an hour, or join first."))
        return None
    WaitingWords(request).keep(
        Words(
            community=community.public_id,
            discussion=discussion,
            answer=given.get("answer", ""),
            title=given.get("title", ""),
            body=given["body"],
            language=given["language"],
            topics=[topic.slug for topic in given.get("topics", [])],
            answering=given.get("answering", ""),
            section=section.public_id if (section := given.get("section")) else "",
            since=given.get("since"),
            **labels_of(form.labels),
        )
    )
    return redirect("communities:waiting")
