"""An app for tests with real workers: a bell to ring, a lamp to light, and handlers that leave marks."""
