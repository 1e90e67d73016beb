"""People of the department and their logins."""
