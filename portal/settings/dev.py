"""Settings of a developer's machine: an embedded PostgreSQL unless DATABASE_URL says otherwise."""

from portal.embedded.settings import databases
from portal.settings.base import *
from portal.settings.base import DATABASE_ROLE, STORAGES, VAR, env

COMPONENT_GALLERY = True
DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env("SECRET_KEY", default="only-for-development-and-never-for-people")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SOCKETS_FROM_LOOPBACK = True
DATABASES = databases(url=env("DATABASE_URL", default=""), folder=VAR / "postgres", role=DATABASE_ROLE)
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "outbox"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
