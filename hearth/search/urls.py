from django.urls import path

from hearth.search.views import search, similar, suggestions

app_name = "search"
urlpatterns = [
    path("search/", search.show, name="search"),
    path("search/suggestions/", suggestions.show, name="suggestions"),
    path("communities/<id:community_id>/similar/", similar.show, name="similar"),
    path("discussions/<id:discussion_id>/similar/", similar.beside, name="beside"),
]
