"""Reports from anywhere, checked: kept with their findings for the one who handed them in."""
