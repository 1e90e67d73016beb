"""The department's registers."""
