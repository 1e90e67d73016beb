"""Administrative procedures (thủ tục hành chính) and their dossiers: catalogue by version, steps, deadlines, figures."""
