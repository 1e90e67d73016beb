"""Pages of procedures and dossiers."""
