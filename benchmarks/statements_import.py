"""One statement, from the file to the diary, in a process of its own. Prints one line of JSON: seconds, and how many MB
more than before were needed at most."""

import json
import resource
import time
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from planning.diary.services import begin_diary
from planning.diary.services.diaries import DiaryValues
from planning.statements.reading.lines import Settled
from planning.statements.services import add_lines, bring_statement, read_lines
from portal.accounts.enums import Role
from portal.accounts.models import User

FIRST = date(2016, 1, 4)


def main(lines: int) -> None:
    """Bring in, say what the columns mean, and add every line."""
    person = User.objects.create_user(email=f"{uuid4()}@example.org", known_as="Maureen", role=Role.PERSON)
    at = timezone.now()
    values = DiaryValues("My money", FIRST, Decimal(0))
    diary = begin_diary(person=person, values=values, by=person, at=at)
    upload = SimpleUploadedFile("statement.csv", _file(lines).encode())
    before, began = _peak(), time.perf_counter()
    statement = bring_statement(diary=diary, upload=upload, by=person, at=at, key=uuid4())
    columns = Settled.from_json(statement.settled).columns
    read_lines(statement=statement, columns=columns, by=person, at=at)
    added = add_lines(statement=statement, lines=None, by=person, at=at).added
    seconds = time.perf_counter() - began
    assert added == lines, f"{added} of {lines} lines"  # noqa: S101 - a figure of half the work would say nothing
    print(json.dumps({"seconds": seconds, "megabytes": _peak() - before}))


def _file(lines: int) -> str:
    rows = (
        f"{FIRST + timedelta(days=n // 20):%d/%m/%Y},DEB,TO SHOP {n % 700} LEEDS {n},{n % 90 + 1}.{n % 100:02d},"
        for n in range(lines)
    )
    return "\n".join(["Date,Type,Description,Paid out,Paid in", *rows])


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
