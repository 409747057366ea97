"""Measurements of the search at size: a made corpus, and the engines taking turns on it."""
