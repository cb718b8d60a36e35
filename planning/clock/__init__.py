"""The clock from the assessment to the first payment: where things are, for how long, and who is told when it takes
too long or somebody gets worse meanwhile."""
