"""Reports, cases and decisions: what people tell moderators, and what these do about it, with reasons.

Owns Report, Case and Decision. It acts on what people wrote through the actions of `communities`, and on people through
those of `members`; nobody below knows of it.
"""
