"""The pages of a request: for who asks, and for who is asked."""
