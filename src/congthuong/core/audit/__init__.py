"""Checking a report that nobody prepared: what its figures claim, how they hang together, what cannot be true."""
