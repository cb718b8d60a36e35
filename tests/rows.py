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
        """Make the database hold these rows and no others."""
        assert str(connection.settings_dict["NAME"]).startswith("test_"), "This would empty a database in use."
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in self.tables))
            for table, copied in self.tables.items():
                if copied:
                    cursor.copy_expert(f'COPY "{table}" FROM STDIN', io.StringIO(copied))
        ContentType.objects.clear_cache()
        cache.clear()
