"""The pages of collection: thin callers of its services and queries."""
