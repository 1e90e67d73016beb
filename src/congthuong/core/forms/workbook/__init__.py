"""A form as a workbook that people fill in at their desks: written, protected, and read back cell by cell."""
