"""Bringing a file in, saying what its columns mean, reading its lines, and letting it go."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, cast
from uuid import UUID, uuid4

from django.db import transaction

from planning.diary.models import MoneyDiary
from planning.diary.policies import check_can_write
from planning.diary.services.deeds import hold_diary
from planning.statements.models import Statement, StatementLine, StatementShape, pack
from planning.statements.policies import READ_ALREADY, check_can_change
from planning.statements.reading import refusals
from planning.statements.reading.columns import Columns, Sheet, fits, guess, look
from planning.statements.reading.lines import Settled, one_line, read, settle
from planning.statements.reading.refusals import Unreadable
from planning.statements.reading.text import as_text
from planning.statements.services.matching import Matcher
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit import services as audit

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

AT_ONCE = 1_000
MOST_STATEMENTS = 40
TOO_MANY = "There are many lists of lines here. Delete one that you no longer need first."


class AlreadyHere(Exception):  # noqa: N818 - news, not a fault
    """The same file was brought in before, and its lines are here. statement: where one goes on."""

    def __init__(self, statement: Statement) -> None:
        super().__init__("brought in before")
        self.statement = statement


def bring_statement(
    *, diary: MoneyDiary, upload: "UploadedFile[bytes]", by: User, at: datetime, key: UUID
) -> Statement:
    """Take a bank's file in, and guess what its columns mean.

    key: what the form calls itself; another file from the same page is a statement of its own. What was confirmed for a
    file of the same shape in this diary counts more than a guess. Raises Denied; Unreadable for what is no statement;
    and AlreadyHere for a file that is here byte for byte.
    """
    check_can_write(by, diary, at)
    if (upload.size or 0) > refusals.MOST_BYTES:
        raise Unreadable(refusals.TOO_LARGE)
    upload.seek(0)
    content = upload.read(refusals.MOST_BYTES + 1)
    text = as_text(content)
    sheet, sha256 = look(text), hashlib.sha256(content).hexdigest()
    del content
    settled, unsure, remembered = _meaning(diary, sheet)
    with transaction.atomic():
        held = hold_diary(diary)
        check_can_write(by, held, at)
        own_key = _key_of_its_own(held, key, sha256)
        statement = Statement.objects.create(
            diary=held,
            name=_name(upload.name),
            sha256=sha256,
            packed=pack(text),
            settled=settled.as_json(),
            unsure=unsure,
            shape=sheet.shape,
            remembered=remembered,
            brought_by=by,
            brought_at=at,
            made_from=own_key,
        )
        audit.record("statement brought in", by=by, person=held.person, about=statement, at=at)
    return statement


def settle_columns(*, statement: Statement, columns: Columns, by: User, at: datetime) -> Statement:
    """Let the columns mean something else, to look at it before a line is read. Raises Denied."""
    with transaction.atomic():
        held = _hold(statement, by, at)
        sheet = look(held.text)
        _check_fits(columns, sheet)
        held.settled, held.unsure, held.remembered = settle(sheet, columns).as_json(), [], False
        held.save(update_fields=["settled", "unsure", "remembered"])
    return held


@transaction.atomic
def read_lines(*, statement: Statement, columns: Columns, by: User, at: datetime) -> Statement:
    """The person has said what the columns mean: keep every line of the file, compared with the diary, and let the file
    go. The meaning is remembered for files of this shape in this diary. Nothing enters the diary by it.

    All of them are read, or none. Raises Denied.
    """
    held = _hold(statement, by, at)
    sheet = look(held.text)
    _check_fits(columns, sheet)
    settled = settle(sheet, columns)
    rows = Matcher(held, at).rows(read(sheet, settled))
    while some := list(islice(rows, AT_ONCE)):
        StatementLine.objects.bulk_create(some)
    held.settled, held.packed, held.read_at = settled.as_json(), None, at
    held.save(update_fields=["settled", "packed", "read_at"])
    StatementShape.objects.update_or_create(
        diary=held.diary,
        shape=held.shape,
        defaults={"columns": columns.as_json(), "confirmed_by": by, "confirmed_at": at},
    )
    audit.record("statement read", by=by, person=held.diary.person, about=held, at=at)
    return held


@transaction.atomic
def delete_statement(*, statement: Statement, by: User, at: datetime) -> None:
    """Let a file and the list of its lines go. What was added stays in the diary. Raises Denied."""
    held = hold_diary(statement.diary)
    check_can_write(by, held, at)
    found = Statement.objects.filter(pk=statement.pk).first()
    if found is None:
        return
    audit.record("statement deleted", by=by, person=held.person, about=found, at=at)
    found.delete()


def forget_old(*, at: datetime) -> int:
    """Let go of files that nobody came back for, and of old lists; how many."""
    gone = 0
    for statement in cast(Iterator[Statement], Statement.objects.waited_too_long(at=at).defer("packed").iterator()):
        statement.delete()
        gone += 1
    return gone


def _meaning(diary: MoneyDiary, sheet: Sheet) -> tuple[Settled, list[str], bool]:
    """(what the columns mean, which of it is not sure, whether it was confirmed before)."""
    known = StatementShape.objects.filter(diary=diary, shape=sheet.shape).first()
    remembered = Columns.from_json(known.columns) if known else None
    if remembered and fits(remembered, sheet):
        return settle(sheet, remembered), [], True
    guessed = guess(sheet)
    settled = settle(sheet, guessed.columns)
    return settled, [*guessed.unsure, *([] if settled.day.sure else ["order"])], False


def _key_of_its_own(held: MoneyDiary, key: UUID, sha256: str) -> UUID:
    here = held.statements.for_pages()
    if same := here.filter(sha256=sha256).first():
        raise AlreadyHere(same)
    if here.count() >= MOST_STATEMENTS:
        raise Denied(TOO_MANY)
    return uuid4() if here.filter(made_from=key).exists() else key


def _hold(statement: Statement, by: User, at: datetime) -> Statement:
    hold_diary(statement.diary)
    held: Statement | None = Statement.objects.for_pages().filter(pk=statement.pk).first()
    if held is None:
        raise Denied("Somebody has deleted this list meanwhile. You can bring the file in once more.")
    check_can_change(by, held, at)
    if held.read_at:
        raise Denied(READ_ALREADY)
    return held


def _check_fits(columns: Columns, sheet: Sheet) -> None:
    if not fits(columns, sheet):
        raise Denied("This file has fewer columns than that. Choose from those that are shown.")


def _name(name: str | None) -> str:
    return one_line(PurePosixPath((name or "").replace("\\", "/")).name)[:120] or "Statement"
