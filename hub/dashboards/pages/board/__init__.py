"""Board: what changed, what to ask, and whether others found what the organisations found."""
