"""The network: organisations, the regions they are in, and the people who belong to them.

Owns Organization, Region, Affiliation and CommunityLeader; who asks to join, who belongs until when, and whom leaders
ask.
"""
