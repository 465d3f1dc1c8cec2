"""For machines: is this process well, and what may robots read."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def show(request: HttpRequest) -> JsonResponse:
    """Say whether this process answers and reaches its database; nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def robots(request: HttpRequest) -> HttpResponse:
    """Keep robots away from accounts and from people (RFC 9309)."""
    return render(request, "core/robots.txt", content_type="text/plain; charset=utf-8")
