"""Working days: which days are worked, terms counted in days and hours, cut-off and due dates of reports."""
