"""Settings of a council's own server. Everything particular comes from the environment, nothing has a default."""

from typing import Any

from portal.embedded.settings import databases
from portal.settings.base import *
from portal.settings.base import BASE_URL, CACHES, CHANNEL_LAYERS, DATABASE_ROLE, REDIS_URL, env

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
# Persistent connections only where a thread lives on: gunicorn sets CONN_MAX_AGE=60, daphne leaves it at 0.
DATABASES = databases(
    url=env("DATABASE_URL"), folder=None, role=DATABASE_ROLE, max_age=env.int("CONN_MAX_AGE", default=0)
)

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
_mail: dict[str, Any] = env.email("EMAIL_URL")
EMAIL_HOST = _mail["EMAIL_HOST"]
EMAIL_PORT = _mail["EMAIL_PORT"]
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20
