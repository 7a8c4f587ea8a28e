"""What became of a return: what it was used for, and how the organisation stands beside others that are not named."""
