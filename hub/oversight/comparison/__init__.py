"""Between organisations: which bodies differ by more than chance, from what most count, and what cannot be compared.

Nobody is ranked. Source: Spiegelhalter, Funnel plots for comparing institutional performance (2005).
"""
