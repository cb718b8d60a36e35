"""The pages of the directory: what everybody reads, and what a coordinator changes."""
