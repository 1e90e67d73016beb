"""What changes procedures and dossiers."""
