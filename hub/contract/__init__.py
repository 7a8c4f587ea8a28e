"""What a return is: its words, its shape, its code lists and the faults it can have.

Speaks to nobody: no database, no web, no clock. Whoever judges a return passes the day and the circumstances in.
"""
