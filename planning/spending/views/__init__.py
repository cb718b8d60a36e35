"""The pages of questions about spending."""
