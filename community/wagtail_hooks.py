"""What this floor registers on pages of the floors below."""

from community.demonstration import panels  # noqa: F401
