"""`manage.py prepare_database`: the lesser role that serves people, and the table behind the shared cache."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg2 import sql  # type: ignore[import-untyped]

from portal.shell.steady_cache import TABLE

ROLE = "imw_app"


class Command(BaseCommand):
    """Run it as the owner after every migration; running it again changes nothing."""

    help = "Give the role that serves pages its rights, and make the cache's table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", nargs="?", default=ROLE, help="the role's name (imw_app)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError with one sentence when the role is missing and may not be made."""
        role = sql.Identifier(options["role"])
        call_command("createcachetable", TABLE, verbosity=0)
        with transaction.atomic(), connection.cursor() as cursor:
            self._make(cursor, options["role"], role)
            for statement in _grants(role):
                cursor.execute(statement)
        if options["verbosity"]:
            self.stdout.write(f"{options['role']} may serve pages. Set DATABASE_ROLE={options['role']}.")

    def _make(self, cursor: Any, name: str, role: sql.Identifier) -> None:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            try:
                with transaction.atomic():
                    cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(role))
            except ProgrammingError as refused:
                raise CommandError(
                    f"This database user may not make the role {name}. "
                    f"Ask whoever runs the database: CREATE ROLE {name} NOLOGIN; GRANT {name} TO {_user()};"
                ) from refused
        cursor.execute(
            "SELECT rolsuper OR pg_has_role(current_user, %s, 'MEMBER') FROM pg_roles WHERE rolname = current_user",
            [name],
        )
        if not cursor.fetchone()[0]:
            cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))


def _user() -> str:
    return str(settings.DATABASES["default"].get("USER") or "the owner")


def _grants(role: sql.Identifier) -> list[sql.Composed]:
    statements = [
        "GRANT USAGE ON SCHEMA public TO {}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {}",
        "GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {}",
        "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {}",
    ]
    return [sql.SQL(text).format(role) for text in statements] + [
        sql.SQL("REVOKE {}, TRUNCATE ON {} FROM {}").format(sql.SQL(rights), sql.Identifier(table), role)
        for table, rights in protected_tables().items()
    ]


def protected_tables() -> dict[str, str]:
    """The tables whose rows a trigger protects, each with the rights that the lesser role has not.

    A trigger with a condition leaves the table its rights: some of its rows do change, for instance a challenge until
    it is answered. There the trigger alone stops the others.
    """
    found: dict[str, list[str]] = {}
    for model, trigger in pgtrigger.registered():
        if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None:
            said = str(trigger.operation).upper()
            found.setdefault(model._meta.db_table, []).extend(word for word in ("UPDATE", "DELETE") if word in said)
    return {table: ", ".join(rights) for table, rights in found.items() if rights}
