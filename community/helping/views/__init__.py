"""Help while it lasts: for who helps, for whom it is, and for who coordinates it."""
