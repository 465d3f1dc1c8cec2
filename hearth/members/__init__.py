"""Who is here: accounts (login, private) apart from members (public faces), consent, and what others may see.

Owns accounts and members, what people agree to and keep here, whom they follow and avoid, what staff do about a name,
and how somebody comes, goes and takes their data along: see `models/`. The link from a Member to its Account is read in
`faces.py` only.
"""
