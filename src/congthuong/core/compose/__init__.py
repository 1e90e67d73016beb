"""From a report's template and the book to a document tree: `compose_report` in report.py."""
