"""The operations, one file for each room that they open: thin callers of its queries and services."""
