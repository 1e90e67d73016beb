"""What changes collection: one module for each subject. Every service asks for the right it needs."""
