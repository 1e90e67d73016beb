"""Questions to the work programme."""
