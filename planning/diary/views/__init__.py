"""The pages of money diaries."""
