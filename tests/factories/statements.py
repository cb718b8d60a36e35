"""Files of invented banks, and plans whose costs they are for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from planning.diary.models import MoneyDiary
from planning.documents.enums import VersionReason
from planning.documents.models import Document
from planning.statements.models import Statement
from planning.statements.reading.lines import Settled
from planning.statements.services import bring_statement, read_lines
from portal.accounts.models import User
from portal.relationships.queries import named_social_worker
from tests.factories.content import default_definition, question_id
from tests.factories.planning import answer, make_document, make_version

HEADER = "Date,Description,Amount"
CLEANING, SWIMMING = UUID(int=101), UUID(int=102)


def make_plan(person: User, *, cleaning: str = "Cleaning", swimming: str = "Swimming") -> Document:
    """A plan that was sent, with two costs: CLEANING and SWIMMING."""
    document = make_document(person)
    costs = [
        {"id": str(CLEANING), "what_for": cleaning, "amount": "24.00"},
        {"id": str(SWIMMING), "what_for": swimming, "amount": "6.00"},
    ]
    answer(document, question_id(default_definition(), "cost_list"), costs)
    worker = named_social_worker(person, at=timezone.now())
    make_version(document, why=VersionReason.SENT, sent_to=worker)
    return document


def as_csv(lines: Sequence[tuple[str, str, str]]) -> str:
    """(day, words, sum) as a file with a header."""
    return "\n".join([HEADER, *(",".join(line) for line in lines)]) + "\n"


def upload(text: str | bytes, name: str = "statement.csv") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text, content_type="text/csv")


def bring(
    diary: MoneyDiary, lines: str | Sequence[tuple[str, str, str]], *, by: User | None = None, **more: Any
) -> Statement:
    """A file that was brought in, whose columns nobody has confirmed yet."""
    text = lines if isinstance(lines, str) else as_csv(lines)
    at: datetime = more.pop("at", timezone.now())
    key = more.pop("key", uuid4())
    return bring_statement(diary=diary, upload=upload(text, **more), by=by or diary.person, at=at, key=key)


def bring_lines(
    diary: MoneyDiary, lines: str | Sequence[tuple[str, str, str]], *, by: User | None = None, **more: Any
) -> Statement:
    """A file that was brought in and whose lines wait for a yes or no."""
    statement = bring(diary, lines, by=by, **more)
    columns = Settled.from_json(statement.settled).columns
    return read_lines(statement=statement, columns=columns, by=by or diary.person, at=timezone.now())
