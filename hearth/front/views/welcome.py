from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest) -> HttpResponse:
    """The visitor's home."""
    return render(request, "front/welcome.html")
