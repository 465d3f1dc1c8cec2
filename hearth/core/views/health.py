"""For machines: is this process well, and what may robots read."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from hearth.core import mail

# As their makers name them; docs/operations.md says which say that they listen.
COLLECTORS = (
    "GPTBot",
    "ClaudeBot",
    "anthropic-ai",
    "Google-Extended",
    "Applebot-Extended",
    "CCBot",
    "meta-externalagent",
    "FacebookBot",
    "Amazonbot",
    "Bytespider",
    "cohere-ai",
    "cohere-training-data-crawler",
    "Diffbot",
    "AI2Bot",
    "omgili",
    "PanguBot",
    "Timpibot",
    "ImagesiftBot",
)


def show(request: HttpRequest) -> JsonResponse:
    """Say whether this process answers and reaches its database; nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots away from accounts and from people, and collectors of texts from what people say (RFC 9309)."""
    context = {"collectors": COLLECTORS, "sitemap": mail.absolute("/sitemap.xml")}
    return render(request, "core/robots.txt", context, content_type="text/plain; charset=utf-8")
