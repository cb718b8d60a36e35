"""The directory of help: who helps near somebody, with what, and whether there is room."""
