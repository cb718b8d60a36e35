"""Settings of the demonstration: the invented cast of Northmoor, on one machine, for nobody's real data."""

from portal.settings.dev import *

DEMONSTRATION = True
DEBUG = False
