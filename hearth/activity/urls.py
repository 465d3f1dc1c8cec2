from django.urls import path

from hearth.activity.views import operator

app_name = "activity"
urlpatterns = [
    path("", operator.show, name="operator"),
    path("<slug:kind>/retry/", operator.retry_all, name="retry-all"),
    path("<slug:kind>/<id:row_id>/retry/", operator.retry, name="retry"),
]
