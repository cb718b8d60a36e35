"""The pages around comments and suggestions."""
