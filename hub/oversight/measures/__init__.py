"""Measures: what is reckoned from returns, each a reviewed record that is published, computed as it is written."""
