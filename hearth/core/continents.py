"""The parts of the world, for whoever says only roughly where something or somebody is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Continent(models.TextChoices):
    """Six parts of the world, which are the regions of the network too."""

    AFRICA = "africa", _("Africa")
    ASIA = "asia", _("Asia")
    EUROPE = "europe", _("Europe")
    NORTH_AMERICA = "north-america", _("North America")
    SOUTH_AMERICA = "south-america", _("South America")
    OCEANIA = "oceania", _("Australia and Oceania")
