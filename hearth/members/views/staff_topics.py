"""What those see who look after the topics: proposals, and each topic's words."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hearth.core.forms import posted
from hearth.core.idempotency import once
from hearth.core.refusals import Refusal
from hearth.members.actions.proposals import accept_proposal, merge_proposal, refuse_proposal
from hearth.members.forms.topics import AnswerForm, ChosenNames, MergeForm, NameForm, SentenceForm
from hearth.members.models import TopicProposal
from hearth.members.queries.proposals import get_proposal, list_proposals
from hearth.members.rights import KEEP_TOPICS
from hearth.members.views.staff_doors import staff_only
from hearth.topics.actions import Name
from hearth.topics.actions.merging import merge_topics, split_topic
from hearth.topics.actions.wording import add_name, describe_topic, remove_name
from hearth.topics.models import Topic
from hearth.topics.queries import find_topics, topic_at


@require_safe
@staff_only(KEEP_TOPICS)
def index(request: HttpRequest) -> HttpResponse:
    """What members miss, and a way to each topic."""
    words = request.GET.get("words", "")[:100]
    context = {
        "words": words,
        "found": find_topics(words, language=get_language() or "en"),
        "waiting": list_proposals(viewer=request.viewer, cursor=request.GET.get("cursor", "")),
    }
    return render(request, "members/staff_topics.html", context)


@staff_only(KEEP_TOPICS)
def proposal(request: HttpRequest, proposal_id: str) -> HttpResponse:
    """One proposal, to be made a topic, added to one, or refused."""
    found = get_proposal(proposal_id, viewer=request.viewer)
    form = AnswerForm(posted(request), initial={"sentence": found.about})
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _answer(request, found, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return render(request, "members/staff_proposal.html", {"form": form, "proposal": found})


@require_safe
@staff_only(KEEP_TOPICS)
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic's words, and what may be done with it."""
    return _topic(request, _found(slug), {})


@staff_only(KEEP_TOPICS)
@require_POST
def act(request: HttpRequest, slug: str, act: str) -> HttpResponse:
    """Do one thing with a topic: `name`, `removal`, `sentence`, `merge` or `split`."""
    found = _found(slug)
    if act not in ACTS:
        raise Http404
    form = _form(act, found, request)
    if form.is_valid():
        try:
            return redirect(once(request, lambda: _do(request, act, found, form)))
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return _topic(request, found, {act: form})


def _name(found: Topic, form: forms.Form) -> Topic:
    given = form.cleaned_data
    add_name(found, Name(given["language"], given["kind"], given["name"]))
    return found


def _removal(found: Topic, form: forms.Form) -> Topic:
    for name in form.cleaned_data["names"]:
        remove_name(name)
    return found


def _sentence(found: Topic, form: forms.Form) -> Topic:
    describe_topic(found, **form.cleaned_data)
    return found


def _merge(found: Topic, form: forms.Form) -> Topic:
    (into,) = form.cleaned_data["topics"]
    merge_topics(found, into=into)
    return into


def _split(found: Topic, form: forms.Form) -> Topic:
    return split_topic(found, form.cleaned_data["names"], description={})


ACTS: dict[str, tuple[type[forms.Form], Callable[[Topic, forms.Form], Topic]]] = {
    "name": (NameForm, _name),
    "removal": (ChosenNames, _removal),
    "sentence": (SentenceForm, _sentence),
    "merge": (MergeForm, _merge),
    "split": (ChosenNames, _split),
}


def _form(act: str, found: Topic, request: HttpRequest) -> forms.Form:
    kind, _act = ACTS[act]
    given = {"topic": found} if issubclass(kind, ChosenNames) else {}
    return kind(posted(request), auto_id=f"{act}_%s", **given)


def _do(request: HttpRequest, act: str, found: Topic, form: forms.Form) -> str:
    now = ACTS[act][1](found, form)
    messages.success(request, _("Saved."))
    return reverse("members:staff-topic", args=[now.slug])


def _topic(request: HttpRequest, found: Topic, tried: dict[str, forms.Form]) -> HttpResponse:
    blank = {
        act: kind(auto_id=f"{act}_%s", **({"topic": found} if issubclass(kind, ChosenNames) else {}))
        for act, (kind, _act) in ACTS.items()
    }
    failed = next(iter(tried.values()), None)
    context = {
        "topic": found,
        "names": found.names.order_by("language", "pk"),
        "sentences": found.description,
        "forms": blank | tried,
        "form": failed,
    }
    return render(request, "members/staff_topic.html", context)


def _found(slug: str) -> Topic:
    try:
        return topic_at(slug)
    except Topic.DoesNotExist as error:
        raise Http404 from error


def _answer(request: HttpRequest, found: TopicProposal, form: AnswerForm) -> str:
    given = form.cleaned_data
    said = {"answer": given["answer"], "by": request.viewer}
    if given["decision"] == "accept":
        accept_proposal(found, sentence=given["sentence"], broader=given["topics"], **said)
    elif given["decision"] == "merge":
        merge_proposal(found, into=given["topics"][0], **said)
    else:
        refuse_proposal(found, **said)
    messages.success(request, _("Answered. Whoever proposed it finds it on their page."))
    return reverse("members:staff-topics")
