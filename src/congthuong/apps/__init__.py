"""The Django apps; each stands only on those below it (import-linter, pyproject.toml)."""
