"""Forms that units fill in: definitions as values, typed cells read, totals worked out, rules applied."""
