"""Readers: bytes and text in, document tree out."""
