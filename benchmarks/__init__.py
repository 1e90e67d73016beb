"""How long the main job takes, always beside something else measured in the same run.

`python -m benchmarks` (or `make bench`) prints ratios, never promises in seconds: a second on this machine is
not a second on yours, a ratio mostly is. What each side of a comparison does is said where it is defined:
`subject` (our composing and its floor), `peer` (docxtpl and LibreOffice), `growth`, `start`, `audit`.
"""
