from django.urls import path

from hearth.core.views import demo_mail, health

app_name = "core"
urlpatterns = [
    path("health/", health.show, name="health"),
    path("robots.txt", health.robots, name="robots"),
    path("demo/mail/", demo_mail.index, name="demo-mail"),
    path("demo/mail/<str:key>/", demo_mail.show, name="demo-message"),
]
