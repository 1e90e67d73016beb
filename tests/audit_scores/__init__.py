"""How well the checker reads texts it has never seen: mutants found, relations linked, false findings.

The texts and their relations stand in `tests/data/audit`; nothing here imports the checker's rules, and the
arithmetic that judges them (`arithmetic.py`) is written apart from the product's.
"""
