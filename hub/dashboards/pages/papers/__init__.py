"""The pages of papers for the board: what is issued, what is being made, what changed since."""
