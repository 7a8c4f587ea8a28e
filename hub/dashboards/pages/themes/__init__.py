"""The pages of themes: what they show. They decide nothing, and compute no figure."""
