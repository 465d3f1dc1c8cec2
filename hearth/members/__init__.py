"""Who is here: accounts (login, private) apart from members (public faces), consent, and what others may see.

Owns Account, Member, Consent and Agreement. The link from a Member to its Account is read in `faces.py` only.
"""
