"""Inputs that nobody would send, made by a fuzzer that watches which lines they reach: `make fuzz`.

`targets.py` says what is fed and what must hold, `seeds.py` makes what the fuzzer begins with (`corpus/`), `one.py` runs
one target in a process of its own, `__main__.py` shares the time among them. A file that breaks something becomes a seed,
and the tests read every seed, so that it stays mended.
"""
