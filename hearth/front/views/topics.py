from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    return render(request, "front/topics.html")


def show(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "front/topic.html")
