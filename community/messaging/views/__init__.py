"""Pages of threads and messages."""
