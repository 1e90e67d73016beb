"""The arithmetic that a table's columns and rows obey: which relations hold, and the cells that break them.

A relation is never assumed from words alone: it is taken for the table's own where most of its rows (or columns) obey
it, and only then the few that do not are told. One that holds nowhere was misunderstood and stays unsaid.
"""
