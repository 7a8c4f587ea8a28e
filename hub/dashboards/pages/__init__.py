"""The pages of the dashboards: each a module with a `layout` that turns what it is given into components."""
