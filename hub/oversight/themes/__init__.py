"""Themes: what crosses bodies. Each with its bodies, its figures and the places of its texts, and never a ranking.

Reads values, and knows no store and no page; the words of texts are fetched by whoever shows them.
"""
