"""Signing in, by django-allauth: what it asks us to decide, and what we add to it."""
