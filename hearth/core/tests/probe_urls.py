"""The site's own addresses, and some that only tests need: each goes wrong in its own way, or shows the editor."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from hearth.core.fields import RichTextField
from hearth.core.refusals import Refusal

PAGE = """{% extends "base.html" %}{% block title %}Editor{% endblock %}
{% block head %}{% editor_assets %}
<meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"selfRequestsOnly":true}'>
<script defer src="{% static "django_htmx/htmx-2.min.js" %}"></script>{% endblock %}
{% block main %}<form method="post" class="wrap stack" id="words-form">{% include "parts/error_summary.html" %}
{{ form.words.as_field_group }}<button type="submit">Send</button></form>
<button type="button" id="more" hx-get="/probe/fragment/" hx-target="#later">More</button><div id="later"></div>
<pre id="got">{{ got }}</pre>{% endblock %}"""


class WordsForm(forms.Form):
    words = RichTextField(label="Your words", help_text="In a few lines.", max_length=200)


def boom(request):
    raise ValueError("secret-canary@example.org")


def forbidden(request):
    raise PermissionDenied


def refused(request):
    raise Refusal("Please wait a day.")


@require_POST
def post_only(request):
    return HttpResponse("taken")


@csrf_exempt
def echo(request):
    return HttpResponse(f"{len(request.POST)} {len(request.FILES)} {request.GET.get('q', '')}")


@csrf_exempt
def editor(request):
    start = "<p>One <strong>two</strong></p><ul><li><p>three</p></li></ul>"
    form = WordsForm(request.POST or None, initial={"words": start})
    got = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form, "got": got}, request))


def fragment(request):
    form = WordsForm(prefix="later")
    return HttpResponse(
        engines["django"].from_string("{{ form.words.as_field_group }}").render({"form": form}, request)
    )


def text(request, anything):
    return render(request, "404.html", {"anything": anything})


urlpatterns = [
    path("probe/boom/", boom),
    path("probe/forbidden/", forbidden),
    path("probe/refused/", refused),
    path("probe/post-only/", post_only),
    path("probe/echo/", echo),
    path("probe/editor/", editor),
    path("probe/fragment/", fragment),
    path("probe/text/<str:anything>/", text),
    path("", include("hearth.urls")),
]

handler400 = "hearth.core.views.errors.bad_request"
handler403 = "hearth.core.views.errors.permission_denied"
handler404 = "hearth.core.views.errors.not_found"
handler429 = "hearth.core.views.errors.too_many"
handler500 = "hearth.core.views.errors.server_error"
