"""A money diary to take along: as a spreadsheet, as PDF, or to print."""
