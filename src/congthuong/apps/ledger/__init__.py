"""Observations and their history: the heart."""
