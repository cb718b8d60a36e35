"""Settings of a council's own server. Everything particular comes from the environment.

What would be wrong for everybody by default has none: leaving it out is said at the start, in one line.
"""

from typing import Any

from portal.embedded.settings import databases
from portal.settings.base import *
from portal.settings.base import DATABASE_ROLE, env

DEBUG = False
DEMONSTRATION = False
COUNCIL_NAME = env("COUNCIL_NAME")
# Emails lead there.
BASE_URL = env("BASE_URL")
WAGTAILADMIN_BASE_URL = BASE_URL
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
SECRET_KEY = env("SECRET_KEY")
# Keys from before: what was sealed and signed with them still opens.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
# Persistent connections only where a thread lives on: gunicorn sets CONN_MAX_AGE=60, daphne leaves it at 0.
DATABASES = databases(
    url=env("DATABASE_URL"), folder=None, role=DATABASE_ROLE, max_age=env.int("CONN_MAX_AGE", default=0)
)

# Several processes serve people: what they count and announce has to be shared.
REDIS_URL = env("REDIS_URL")

# TLS ends in a proxy, so there is always one: without it, rate limits would take everybody for one visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)
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
