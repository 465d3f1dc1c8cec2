"""Reads of communities and of what is said in them."""
