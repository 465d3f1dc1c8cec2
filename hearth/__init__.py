"""Hearth: a health social network that one organisation, or a network of them, runs for itself."""

__version__ = "0.1.0"
