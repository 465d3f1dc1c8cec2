"""The vocabulary of health topics: everyday words, clinical words and translations for one stable topic.

Owns Topic and its names. Knows no people.
"""
