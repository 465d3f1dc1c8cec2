from django.apps import AppConfig
from django.urls import register_converter

from hearth.core.ids import PublicIdConverter


class CoreConfig(AppConfig):
    name = "hearth.core"
    label = "core"

    def ready(self) -> None:
        register_converter(PublicIdConverter, "id")
