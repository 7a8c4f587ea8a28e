"""The oversight hub: how related organisations handle complaints, told from their own returns."""
