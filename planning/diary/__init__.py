"""The money diary: what came in and went out, written by the person and by who manages the money with them."""
