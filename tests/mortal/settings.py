"""The settings of the tests, on the database that the test names, with a moment to die at."""

import json
import os

from portal.settings.test import *
from portal.settings.test import MIDDLEWARE

DATABASES = {"default": json.loads(os.environ["MORTAL_DATABASE"])}
MIDDLEWARE = ["tests.mortal.middleware.MortalMiddleware", *MIDDLEWARE]
