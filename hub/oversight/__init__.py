"""What the returns mean. Pure functions over values: no web, no database, no drawing, no clock."""
