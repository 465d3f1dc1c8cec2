"""Communities by health topic, and what people say in them.

Owns Community, Membership and Invitation, Discussion, Reply and Reaction, and what a person keeps for themself about a
discussion (Attention, Draft). Whoever writes is a Member; which names belong to one person is known to `members` only.
"""
