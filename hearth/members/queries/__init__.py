"""Reads of people and of what they agreed to."""
