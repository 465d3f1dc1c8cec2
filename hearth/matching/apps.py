from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "hearth.matching"
    label = "matching"

    def ready(self) -> None:
        from hearth.communities.ports import speak
        from hearth.matching import handlers  # noqa: F401  (registers them)
        from hearth.matching.adapters import MatchingPart, QuestionBrought
        from hearth.members import ports

        ports.register(MatchingPart())
        speak(QuestionBrought())
