"""A believable world for the demo: the same people, ids and places each time, with dates relative to now.

Each part adds what is missing and leaves the rest alone, through the rooms' own actions. Rooms built later add a part.
"""
