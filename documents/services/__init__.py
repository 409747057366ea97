"""Writes of the documents app: sources as jobs, and the reconciliation of an issue's rows."""
