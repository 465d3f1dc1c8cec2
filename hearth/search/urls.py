from django.urls import path

from hearth.search.views import search

app_name = "search"
urlpatterns = [
    path("search/", search.show, name="search"),
]
