"""The ledger in memory: indicators, observations, registers' rows, documents and places, as of one day."""
