"""Bringing a question to somebody who has been there.

Owns Mentorship and its training, Question (an opening post in the queue) and Offer (a question offered to one person).
Whether a question still waits is read from the living discussion, never from a copy; what is offered ends by itself
when it is answered, hidden or taken back. Health data that a person keeps apart is not used here.
"""
