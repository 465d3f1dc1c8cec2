"""`bin/bench`: fills a database with a community of a given size and measures what pages cost."""
