from django.apps import AppConfig
from django.core import checks

from hearth.front.checks import check_helplines, check_world


class FrontConfig(AppConfig):
    name = "hearth.front"
    label = "front"

    def ready(self) -> None:
        checks.register(check_helplines)
        checks.register(check_world, checks.Tags.database)
