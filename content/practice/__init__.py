"""Trying things out with nobody's real money: a made-up year, and short courses with exercises."""
