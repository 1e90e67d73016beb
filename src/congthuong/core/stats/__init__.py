"""Statistics of the report: comparisons, what a printed rate implies, formulas. Decimal throughout."""
