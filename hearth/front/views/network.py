from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "front/network.html")


def region(request: HttpRequest, code: str) -> HttpResponse:
    return render(request, "front/region.html")


def organization(request: HttpRequest, organization_id: str) -> HttpResponse:
    return render(request, "front/organization.html")
