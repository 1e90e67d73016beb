"""What figures are about: places in time, organisations, indicators, code lists, classes, legal sources."""
