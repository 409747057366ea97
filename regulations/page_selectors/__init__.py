"""Reads for the pages of acts, each with a fixed number of queries.

The order of a visit: ``lists`` (which acts are there), ``gazette`` (an issue with the life of its
texts), ``act`` (one text with its ``tree``, its ``life`` and its ``relations``).
"""
