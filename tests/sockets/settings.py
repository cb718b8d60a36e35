"""The settings of the tests, on the database and with the layer that a test names."""

import json
import os

from portal.settings.test import *
from portal.settings.test import CHANNEL_LAYERS

DATABASES = {"default": json.loads(os.environ["SOCKETS_DATABASE"])}
CHANNEL_LAYERS = json.loads(os.environ["SOCKETS_LAYERS"]) or CHANNEL_LAYERS
# Nobody collects static files for a test.
WHITENOISE_USE_FINDERS = True
