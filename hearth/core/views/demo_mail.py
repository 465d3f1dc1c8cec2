"""The mail a demo keeps instead of sending, for whoever tries it out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "core/demo_mail.html")


def show(request: HttpRequest, key: str) -> HttpResponse:
    return render(request, "core/demo_message.html")
