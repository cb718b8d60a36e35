"""Sockets: a page's end of one, in the test's own process."""
