from django.urls import path

from hearth.notifications.views import bell, notifications, word

app_name = "notifications"
urlpatterns = [
    path("notifications/", notifications.index, name="list"),
    path("notifications/count/", bell.count, name="count"),
    path("notifications/reading/", notifications.reading, name="reading"),
    path("notifications/<id:notification_id>/", notifications.show, name="notification"),
    path("word/<str:token>/", word.show, name="word"),
]
