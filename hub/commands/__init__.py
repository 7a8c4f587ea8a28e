"""The commands of `hub`, by what they are for. They read arguments and print; what they do is done elsewhere."""
