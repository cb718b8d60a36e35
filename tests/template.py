"""A database with every migration done: made once for each state of the migrations, and copied by every test run.

To migrate takes most of a minute on a busy machine, to copy takes a moment.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

PREFIX = "imw_template_"
# Any number: it names the lock under which one process at a time makes the template.
LOCK = 20_261_122


def name_of_template() -> str:
    """The same for as long as no migration of ours or of a library changes."""
    found = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        found.update(f"{app}.{name}".encode())
        found.update(Path(str(sys.modules[type(migration).__module__].__file__)).read_bytes())
    return PREFIX + found.hexdigest()[:20]


def make_template() -> str:
    """Make it where it is not there yet, in place of those of earlier migrations; gives its name."""
    connection, name = connections["default"], name_of_template()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        there = {row[0] for row in cursor.fetchall()}
        if name not in there:
            for old in there:
                cursor.execute(f'DROP DATABASE "{old}"')
            with _called(connection, f"{name}_begun"):
                begun = connection.creation.create_test_db(verbosity=0, autoclobber=True)
                connection.close()
            # A database that was migrated to its end has the name that is looked for.
            cursor.execute(f'ALTER DATABASE "{begun}" RENAME TO "{name}"')
        # The lock ends with this connection.
    return name


@contextmanager
def _called(connection: Any, name: str) -> Iterator[None]:
    """Let the test database of a connection have another name, and its own again afterwards."""
    settings = connection.settings_dict
    before, test_before = settings["NAME"], settings["TEST"]["NAME"]
    settings["TEST"]["NAME"] = name
    try:
        yield
    finally:
        settings["NAME"], settings["TEST"]["NAME"] = before, test_before
