"""The pages of money checks."""
