"""Reads: what somebody means, and what of it they may see."""
