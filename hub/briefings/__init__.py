"""The papers in which oversight ends: what they say, and the forms in which they are sent."""
