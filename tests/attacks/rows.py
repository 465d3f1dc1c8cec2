"""What a form could write: counted before and after."""

from django.apps import apps

from hearth.core.models import OutgoingMail

ROOMS = ("communities", "moderation", "matching", "organizations")


def rows() -> dict[str, int]:
    """Return how many rows there are of everything a form could double."""
    models = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
    return {model._meta.label: model._default_manager.count() for model in (*models, OutgoingMail)}
