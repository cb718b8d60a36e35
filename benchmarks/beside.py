"""The stock site's own settings, as a server would run them: no debugging, the same database server."""

import json
import os

from stock.settings.base import *

DEBUG = False
SECRET_KEY = "only-for-the-benchmark-and-never-for-people-0123456789"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
DATABASES = {"default": json.loads(os.environ["BENCH_DATABASE"])}
