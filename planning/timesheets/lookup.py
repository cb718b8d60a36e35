"""Finding a PA and a week: a stranger finds nothing."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from planning.diary.models import MoneyDiary
from planning.timesheets.models import Assistant, Week
from portal.access.requests import SignedInRequest
from portal.audit import services as audit


def find_assistant(request: SignedInRequest, uuid: UUID, at: datetime) -> Assistant:
    """The PA at this address, if this reader may see their diary now; else 404."""
    found: Assistant = get_object_or_404(Assistant.objects.visible_to(request.user, at=at).for_pages(), uuid=uuid)
    return found


def find_week(assistant: Assistant, begins: str) -> tuple[date, Week | None]:
    """(Monday, the week if somebody wrote it); 404 for a day that is no Monday."""
    try:
        monday = date.fromisoformat(begins)
    except ValueError:
        raise Http404 from None
    if monday.weekday() or begins != monday.isoformat():
        raise Http404
    week: Week | None = Week.objects.select_related("entry").filter(assistant=assistant, begins=monday).first()
    if week:
        week.assistant = assistant
    return monday, week


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def opened(request: SignedInRequest, diary: MoneyDiary, at: datetime) -> None:
    """Whoever is not the person is written down."""
    if request.user.pk != diary.person_id:
        audit.record("hours opened", by=request.user, person=diary.person, about=diary, at=at)
