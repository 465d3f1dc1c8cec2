from django.urls import path

from hearth.notifications.views import bell, demo, feedback, notifications, places, settings, word

app_name = "notifications"
urlpatterns = [
    path("notifications/", notifications.index, name="list"),
    path("notifications/count/", bell.count, name="count"),
    path("notifications/reading/", notifications.reading, name="reading"),
    path("notifications/<id:notification_id>/", notifications.show, name="notification"),
    path("settings/notifications/", settings.show, name="settings"),
    path("settings/notifications/preset/", settings.preset, name="preset"),
    path("settings/notifications/mail/", settings.mail_again, name="mail-again"),
    path("settings/notifications/pause/", settings.pause, name="pause"),
    path("settings/notifications/pause/end/", settings.go_on, name="pause-end"),
    path("communities/<id:community_id>/notifications/", places.community, name="community"),
    path("discussions/<id:discussion_id>/notifications/", places.discussion, name="discussion"),
    path("demo/mail/<str:key>/answer/", demo.answer, name="demo-answer"),
    path("mail/feedback/", feedback.tell, name="mail-feedback"),
    path("word/<str:token>/", word.show, name="word"),
    path("word/<str:token>/end/", word.end, name="word-end"),
]
