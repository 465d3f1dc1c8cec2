from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "hearth.activity"
    label = "activity"
