"""Writes to communities and to what people say in them."""
