"""While a new release begins, the one before still writes: what it does not know, the database fills in."""

import pytest
from django.db import connection


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("planning_documentfile", "sha256"),
        ("content_questionset", "is_plan"),
        ("content_questionset", "begins_blank"),
    ],
)
def test_a_column_that_came_later_has_a_default(table: str, column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_default FROM information_schema.columns WHERE table_name = %s AND column_name = %s",
            [table, column],
        )
        assert cursor.fetchone()[0] is not None
