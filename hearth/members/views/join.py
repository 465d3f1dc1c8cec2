from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def name(request: HttpRequest) -> HttpResponse:
    """Step 1 of 3."""
    return render(request, "members/join_name.html")
