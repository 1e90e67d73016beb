"""Collection: forms, rounds, returns with their cells and revisions, approval."""
