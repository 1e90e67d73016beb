"""Issuing a report: its number and date, what stands in its way, the files frozen, their check, their publication."""
