"""Tasks that a directive or plan gives, read out of its own text: who, what, by when, from which sentence."""
