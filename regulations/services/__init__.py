"""Writes of the regulations app."""
