from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "hearth.topics"
    label = "topics"
