"""What can be done with an organisation's volunteers. Each verb checks, writes and records in one transaction."""
