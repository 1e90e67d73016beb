"""The pure core: values and bytes in, values and bytes out. No web, no database, no clock, no network."""
