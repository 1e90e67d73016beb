"""What changes people and their rights: each a named function, one transaction, one event."""
