"""Speed, measured beside floors in the same run: what `hub bench` does. Nothing that the hub does depends on it."""
