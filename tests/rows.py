"""What a database holds, kept aside and put back."""

import io
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction


@dataclass(frozen=True)
class Rows:
    """Every row of every table at one moment."""

    tables: dict[str, str]

    @classmethod
    def taken(cls) -> "Rows":
        """What is there now. `django_migrations` is no part of it: nothing here changes it."""
        tables = {}
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table != "django_migrations":
                    copied = io.StringIO()
                    cursor.copy_expert(f'COPY "{table}" TO STDOUT', copied)
                    tables[table] = copied.getvalue()
        return cls(tables)

    def put_back(self) -> None:
        """Make the database hold these rows and no others. Only tables that hold something else are written: to empty
        all of them takes fifty times as long as to read them."""
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "This would empty a database in use."
        with transaction.atomic(), connection.cursor() as cursor:
            # Whoever still writes is waited for, and comes too late afterwards.
            cursor.execute("LOCK TABLE " + ", ".join(f'"{table}"' for table in self.tables) + " IN EXCLUSIVE MODE")
            now = Rows.taken().tables
            changed = [table for table, copied in self.tables.items() if now[table] != copied]
            # In this mode nothing is checked and no trigger fires: rows that nothing may change are put back, too.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in changed:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - the names are those of our tables
            for table in changed:
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(self.tables[table]))
        ContentType.objects.clear_cache()
        cache.clear()
