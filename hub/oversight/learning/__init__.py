"""Learning: whether what went wrong led to something, from the action to the word given to users, and what came of it.

Reads what returns tell, oldest first. Knows no store and no page, and praises and blames nobody.
"""
