"""Safeguarding: what a helper is worried about, for their organisation's coordinators and safeguarding lead alone."""
