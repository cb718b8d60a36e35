"""Which database to use: the one DATABASE_URL names, else the PostgreSQL that comes in a wheel."""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured


def databases(*, url: str, folder: Path | None, role: str, max_age: int = 0) -> dict[str, dict[str, Any]]:
    """Django's DATABASES.

    url: a postgres:// address, or "" for the embedded server kept in `folder`.
    role: a role to switch to after connecting, or "" to stay the owner.
    max_age: seconds for which a connection is kept; 0 closes it after each request.

    Raises ImproperlyConfigured with one sentence when neither is to be had.
    """
    settings = environ.Env.db_url_config(url) if url else _embedded(folder)
    if settings["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("In My Words keeps its data in PostgreSQL: DATABASE_URL must begin postgres://")
    options = {**settings.get("OPTIONS", {})}
    if role:
        options["options"] = f"-c role={role}"
    return {
        "default": {
            **settings,
            "OPTIONS": options,
            "CONN_MAX_AGE": max_age,
            "CONN_HEALTH_CHECKS": bool(max_age),
            "ATOMIC_REQUESTS": False,
        }
    }


def _embedded(folder: Path | None) -> dict[str, Any]:
    if folder is None:
        raise ImproperlyConfigured("Set DATABASE_URL to the address of your PostgreSQL.")
    try:
        from portal.embedded.server import start  # noqa: PLC0415 - the wheel does not exist everywhere
    except ImportError as missing:
        raise ImproperlyConfigured(
            "There is no embedded PostgreSQL for this machine: set DATABASE_URL to the address of one you have."
        ) from missing
    return start(folder)
