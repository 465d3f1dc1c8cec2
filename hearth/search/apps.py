from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hearth.search"
    label = "search"

    def ready(self) -> None:
        from hearth.communities.ports import register_erased
        from hearth.members import ports
        from hearth.search import handlers  # noqa: F401  (registers them)
        from hearth.search.adapters import SearchPart, forget_name, forget_written
        from hearth.search.models import Document
        from hearth.topics import ports as topics

        ports.register(SearchPart())
        ports.register_renamed(forget_name)
        topics.register(topics.Link(Document, beside="kind"))
        register_erased(forget_written)
