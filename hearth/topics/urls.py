from django.urls import path

from hearth.topics import views

app_name = "topics"
urlpatterns = [
    path("topics/suggestions/", views.suggestions, name="suggestions"),
]
