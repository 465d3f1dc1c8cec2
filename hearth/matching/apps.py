from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "hearth.matching"
    label = "matching"

    def ready(self) -> None:
        from hearth.communities.ports import register_becoming, speak
        from hearth.matching import handlers  # noqa: F401  (registers them)
        from hearth.matching.actions.rearranging import carry_refusals
        from hearth.matching.adapters import MatchingPart, QuestionBrought
        from hearth.matching.models import Mentorship
        from hearth.members import ports
        from hearth.topics import ports as topics

        ports.register(MatchingPart())
        topics.register(topics.Link(Mentorship.topics.through, beside="mentorship"))
        register_becoming(carry_refusals)
        speak(QuestionBrought())
