"""The network: organisations, the regions they are in, and the people who belong to them.

Owns Organization, Region, Affiliation and CommunityLeader.
"""
