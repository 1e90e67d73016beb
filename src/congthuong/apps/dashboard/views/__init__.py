"""Thin: read the address, ask the queries, fill the page."""
