"""Settings of the tests: real PostgreSQL, the quickest password hasher, mail kept in memory."""

import os
import tempfile
from pathlib import Path

from portal.embedded.settings import databases
from portal.settings.base import *
from portal.settings.base import STORAGES, TEMPLATES, VAR, env

DEBUG = False
COMPONENT_GALLERY = True
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SOCKETS_FROM_LOOPBACK = True
DATABASES = databases(url=env("DATABASE_URL", default=""), folder=VAR / "postgres", role="")
# Playwright's synchronous loop runs in the tests' own thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="imw-media-"))
PRIVATE_ROOT = Path(tempfile.mkdtemp(prefix="imw-private-"))
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
}
# Tasks are run where they are enqueued: the queue itself has tests of its own.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
TEMPLATES[0]["OPTIONS"]["debug"] = False
WHITENOISE_AUTOREFRESH = True
LOGGING["root"]["level"] = "WARNING"  # noqa: F405
