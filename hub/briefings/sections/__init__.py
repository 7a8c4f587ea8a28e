"""Sections that papers are made of: each reads the picture and gives blocks. None computes a figure."""
