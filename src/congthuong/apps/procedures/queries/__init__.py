"""What is asked of procedures and dossiers."""
