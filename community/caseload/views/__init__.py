"""A social worker's people, and records that are opened in an emergency."""
