"""Pages of words: who runs this place, its rules, privacy, accessibility."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def about(request: HttpRequest) -> HttpResponse:
    return render(request, "front/about.html")


def rules(request: HttpRequest) -> HttpResponse:
    return render(request, "front/rules.html")


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "front/privacy.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "front/accessibility.html")


def helplines(request: HttpRequest) -> HttpResponse:
    return render(request, "front/helplines.html")


def style(request: HttpRequest) -> HttpResponse:
    return render(request, "front/style.html")
