"""Pages of the rural programme beside those that every register has."""
