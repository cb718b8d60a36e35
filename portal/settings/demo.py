"""Settings of the demonstration: the invented cast of Northmoor, on one machine, for nobody's real data."""

from portal.settings.dev import *

DEMONSTRATION = True
DEBUG = False
# The terminal belongs to the welcome and to what goes wrong.
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
# One process serves everything, straight from the source folders.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
