"""Language, theme, contrast and text size, for visitors and members alike."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def display(request: HttpRequest) -> HttpResponse:
    return render(request, "members/display.html")


def language(request: HttpRequest) -> HttpResponse:
    return render(request, "members/display.html")
