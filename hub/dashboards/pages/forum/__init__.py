"""The pages of the forum: all its meetings, and one meeting with its agenda and what came of it."""
