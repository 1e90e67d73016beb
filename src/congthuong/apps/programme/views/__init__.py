"""Pages of the work programme."""
