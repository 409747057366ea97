"""Timings of the pure parse and of a running site's pages; search has its own in ``search.bench``."""
