"""Comparison: one measure between organisations, and each of them against its own past. Never a ranking."""
