"""A database with every migration done: made once for each state of the migrations, and copied by every test run.

To migrate takes most of a minute on a busy machine, to copy takes a moment.
"""

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections
from django.db.migrations.loader import MigrationLoader

PREFIX = "imw_template_"
# Any number: it names the lock under which one process at a time makes the template.
LOCK = 20_261_122


def migrations_now() -> dict[str, str]:
    """Every migration of ours and of the libraries, with what tells one state of its file from another."""
    return {
        f"{app}.{name}": hashlib.sha256(
            Path(str(sys.modules[type(found).__module__].__file__)).read_bytes()
        ).hexdigest()
        for (app, name), found in sorted(MigrationLoader(None).disk_migrations.items())
    }


def name_of_template(migrations: Mapping[str, str]) -> str:
    """The same for as long as no migration changes."""
    return PREFIX + hashlib.sha256(json.dumps(migrations, sort_keys=True).encode()).hexdigest()[:20]


def make_template() -> str:
    """Make it where it is not there yet, from the nearest earlier one where there is one; gives its name."""
    connection, migrations = connections["default"], migrations_now()
    name = name_of_template(migrations)
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        there = _templates(cursor)
        if name not in there:
            nearest = _nearest(there, migrations)
            for old in there.keys() - {nearest}:
                cursor.execute(f'DROP DATABASE "{old}"')
            with _called(connection, f"{name}_begun", copy_of=nearest):
                begun = connection.creation.create_test_db(verbosity=0, autoclobber=True)
                connection.close()
            cursor.execute(f'COMMENT ON DATABASE "{begun}" IS %s', [json.dumps(migrations)])
            # A database that was migrated to its end has the name that is looked for.
            cursor.execute(f'ALTER DATABASE "{begun}" RENAME TO "{name}"')
        # The lock ends with this connection.
    return name


def _templates(cursor: Any) -> dict[str, dict[str, str]]:
    """The templates that are there, each with the migrations that were done in it."""
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"]
    )
    return {name: json.loads(done or "{}") for name, done in cursor.fetchall()}


def _nearest(templates: Mapping[str, dict[str, str]], migrations: Mapping[str, str]) -> str | None:
    """The one in which most of these migrations, and none but these, were done."""
    fit = {name: done for name, done in templates.items() if done and done.items() <= migrations.items()}
    return max(fit, key=lambda name: len(fit[name]), default=None)


@contextmanager
def _called(connection: Any, name: str, *, copy_of: str | None) -> Iterator[None]:
    """Let the test database of a connection have another name and begin as a copy, and its own again afterwards."""
    settings = connection.settings_dict
    before, test_before = settings["NAME"], dict(settings["TEST"])
    settings["TEST"].update(NAME=name, TEMPLATE=copy_of)
    try:
        yield
    finally:
        settings["NAME"] = before
        settings["TEST"].clear()
        settings["TEST"].update(test_before)
