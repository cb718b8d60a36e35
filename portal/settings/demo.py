"""Settings of the demonstration: the invented cast of Northmoor, on one machine, for nobody's real data."""

from portal.settings.dev import *

DEMONSTRATION = True
DEBUG = False
# One process serves everything, straight from the source folders.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
