"""Pages made of several apps: home, the member's own space, topic, region and organisation pages, the style guide.

Owns no data.
"""
