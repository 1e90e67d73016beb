"""Questions to collection: one module for each subject."""
