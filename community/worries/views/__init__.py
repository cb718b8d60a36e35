"""Writing of a worry, and looking after it."""
