"""The work programme: tasks that directives and plans give, who does them by when, what came of them."""
