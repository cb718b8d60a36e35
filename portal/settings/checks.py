"""Settings for tools that read the code and never touch a database (types, migration drafts)."""

from portal.settings.base import *

DEBUG = False
SECRET_KEY = "only-for-reading-the-code"  # noqa: S105
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "nothing-connects-here"}}
