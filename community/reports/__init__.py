"""The council's figures, team by team: how many and how long, and never about whom."""
