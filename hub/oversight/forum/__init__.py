"""What a meeting of the forum could talk about, why, and for how long: proposed from one picture and its own past."""
