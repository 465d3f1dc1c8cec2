"""Writes: documents, the words that stand in them, and their end."""
