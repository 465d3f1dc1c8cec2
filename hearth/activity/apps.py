from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ActivityConfig(AppConfig):
    name = "hearth.activity"
    label = "activity"

    def ready(self) -> None:
        for module in (
            "verbs",
            "notices",
            "handlers",
            "tasks",
        ):  # in this order: a handler names a verb that must be there
            autodiscover_modules(module)
