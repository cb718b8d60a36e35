"""Verbs of a worker's list: the note that they keep for themselves."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from community.caseload.models import OwnNote
from community.caseload.policies import check_can_note
from portal.accounts.models import User


@dataclass(frozen=True)
class Kept:
    """How keeping a note ended: as it stands now; conflict: another window was first, and nothing was changed."""

    note: OwnNote | None
    conflict: bool = False


@transaction.atomic
def keep_note(*, worker: User, person: User, words: str, seen: int, at: datetime) -> Kept:
    """Keep a worker's own note about one of their people; no words take it away.

    seen: the number of the note that they had before them, 0 for none. The same words twice change nothing.
    It is the worker's own, so nothing about it stands in the person's record. Raises Denied.
    """
    # One change of this worker's at a time: the second of two windows meets what the first one kept.
    worker.hold()
    check_can_note(worker, person, at)
    words = words.strip()
    note = OwnNote.objects.filter(worker=worker, person=person).first()
    if words == (note.words if note else ""):
        return Kept(note)
    if seen != (note.number if note else 0):
        return Kept(note, conflict=True)
    note = note or OwnNote(worker=worker, person=person, number=0)
    # A row stays when its words go: an old window that still shows them is then known to be old.
    note.words, note.number, note.changed_at = words, note.number + 1, at
    note.save()
    return Kept(note)


def forget_notes(*, at: datetime) -> int:
    """Take away for good the notes of workers who have not been the person's for 30 days. Gives how many."""
    gone, _ = OwnNote.objects.left_behind(at=at).delete()
    return int(gone)
