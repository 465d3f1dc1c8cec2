from django.urls import path

from hearth.notifications.views import word

app_name = "notifications"
urlpatterns = [
    path("word/<str:token>/", word.show, name="word"),
]
