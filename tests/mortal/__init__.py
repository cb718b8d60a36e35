"""A server of the portal that is killed, as by a power cut, at a moment that a test chooses."""
