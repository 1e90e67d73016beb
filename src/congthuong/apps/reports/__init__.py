"""Report definitions, and the book from which a report is composed."""
