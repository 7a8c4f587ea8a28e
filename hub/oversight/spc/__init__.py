"""Change over time: what a series of figures says beyond chance, and where it breaks.

Source: NHS England, Making Data Count, for the rules; docs/statistics.md tells them in words.
"""
