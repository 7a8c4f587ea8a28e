"""The screens: what a picture says, as pages to read and pages to explore.

Shows; decides nothing. Every figure comes out of the one Picture.
"""
