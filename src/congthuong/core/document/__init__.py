"""One document tree with figures as nodes, and its writers."""
