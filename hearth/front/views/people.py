from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest, member_id: str) -> HttpResponse:
    """A member's page."""
    return render(request, "front/person.html")
