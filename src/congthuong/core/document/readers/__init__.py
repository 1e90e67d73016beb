"""Readers: bytes and text in, document tree (templates) or reading (any report) out."""

from congthuong.core.document.readers.any import read_any

__all__ = ["read_any"]
