"""Hypothesis without its clock: the first example loads the units and compiles the scanner."""

from hypothesis import settings

settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")
