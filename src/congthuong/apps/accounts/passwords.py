"""Passwords that are made for people."""

from __future__ import annotations

import secrets

# Without the signs that people mix up when they type a password from a screen: 0 O, 1 l I.
ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 16


def password_generate() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(PASSWORD_LENGTH))
