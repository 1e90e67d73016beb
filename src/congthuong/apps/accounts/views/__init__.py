"""Thin: read the address and the form, ask the services, fill the page."""
