"""Writes to reports, cases and decisions."""
