"""The emails that would have been sent: Django's file backend writes them into a folder."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path

# Django writes this line after every message of one connection.
END = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One email."""

    to: str
    subject: str
    text: str
    at: datetime


def letters(folder: Path, *, most: int) -> list[Letter]:
    """The latest emails of the folder, newest first, at most so many."""
    if not folder.is_dir():
        return []
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    found = [letter for file in files[:most] for letter in _read(file)]
    return sorted(found, key=lambda letter: letter.at, reverse=True)[:most]


def _read(file: Path) -> list[Letter]:
    parts = file.read_bytes().split(END)
    return [_letter(message_from_bytes(part, policy=default)) for part in parts if part.strip()]


def _letter(message: EmailMessage) -> Letter:
    body = message.get_body(preferencelist=("plain",))
    at = parsedate_to_datetime(str(message["Date"]))
    return Letter(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=body.get_content().strip() if body else "",
        # "-0000", which Django writes, is UTC without a word on where.
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
    )
