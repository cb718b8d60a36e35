"""What can be done with requests for help. Each verb checks, writes and records in one transaction."""
