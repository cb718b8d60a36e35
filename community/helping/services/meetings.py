"""Writing down that two met. Nothing is written over: what is wrong gets a line of its own."""

from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.urls import reverse

from community.help_requests.models import Helping
from community.helping.models import Meeting, MeetingLine
from community.helping.policies import check_can_have_met, check_can_write_down
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.models import Match

WRITTEN_DOWN = "You wrote this meeting down already, and that stays. What was different can be said in a line below it."


@transaction.atomic
def add_meeting(*, helping: Helping, on: date, minutes: int, line: str, key: UUID, by: User, at: datetime) -> Meeting:
    """Keep that the two met. The other one is told that there is something to read.

    key: what the form calls itself; sent twice, it gives the meeting of the first time. Raises Denied, also where the
    same form says something else by now: its hours would count twice.
    """
    match = _held(helping)
    uuid = uuid5(by.uuid, f"{match.uuid} {key}")
    known: Meeting | None = Meeting.objects.filter(match=match, uuid=uuid).first()
    if known and (known.on, known.minutes, known.line) != (on, minutes, line):
        raise Denied(WRITTEN_DOWN)
    if known:
        return known
    check_can_write_down(by, helping, at=at)
    check_can_have_met(match, on, at=at)
    meeting: Meeting = Meeting.objects.create(
        uuid=uuid, match=match, on=on, minutes=minutes, line=line, written_by=by, written_at=at
    )
    record("meeting written down", by=by, person=match.person, about=meeting, at=at)
    _tell_the_other(match, by=by, at=at)
    return meeting


@transaction.atomic
def add_line(*, helping: Helping, meeting: Meeting, line: str, key: UUID, by: User, at: datetime) -> MeetingLine:
    """Say something to a meeting that is written down already; what was written stays.

    key: what the form calls itself; the same line sent twice is one. Raises Denied.
    """
    match = _held(helping)
    uuid = uuid5(by.uuid, f"{meeting.uuid} {key} {line}")
    known: MeetingLine | None = MeetingLine.objects.filter(meeting=meeting, uuid=uuid).first()
    if known:
        return known
    check_can_write_down(by, helping, at=at)
    added: MeetingLine = MeetingLine.objects.create(uuid=uuid, meeting=meeting, line=line, written_by=by, written_at=at)
    record("meeting answered", by=by, person=match.person, about=meeting, at=at)
    _tell_the_other(match, by=by, at=at)
    return added


def _held(helping: Helping) -> Match:
    helping.match.person.hold()
    match: Match = Match.objects.for_pages().get(pk=helping.match_id)
    helping.match = match
    return match


def _tell_the_other(match: Match, *, by: User, at: datetime) -> None:
    if by.pk == match.helper_id:
        notify(user=match.person, kind=Kind.HELP_NEWS, path=reverse("match", args=[match.uuid]), at=at)
    elif match.starts_at <= at < match.ends_at:
        notify(user=match.helper, kind=Kind.HELP_ASKED, path=reverse("helping_person", args=[match.uuid]), at=at)
