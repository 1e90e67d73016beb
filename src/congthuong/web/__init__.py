"""What every room's pages share: the frame, lists, downloads, uploads. No tables, no room's own words."""
