"""The pages about independent tiers: all organisations that have one, and one of them with its meetings."""
