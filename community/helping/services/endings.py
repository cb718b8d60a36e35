"""How somebody ends help: the person, the helper, the organisation. Access is gone in the same moment."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import Action, HowEnded
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.policies import NOT_HELPING
from community.help_requests.services.moving import end_by, hold, move
from community.helping.models import PartingWord
from community.helping.places import coordinators_path, helper_path, person_path
from community.helping.policies import check_goes_on, check_last_day
from community.helping.queries import NOTICE_BEFORE
from community.organisations.queries import coordinators_of
from community.volunteers.models import Volunteer
from portal.access.decisions import Denied
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify, withdraw


@transaction.atomic
def change_last_day(*, helping: Helping, day: date, by: User, at: datetime) -> None:
    """The help ends with this day. The helper and the organisation are told.

    Raises Denied for anybody but the person, when it has ended, and for a day that is over or too far ahead.
    """
    held, current = hold_help(helping, at=at)
    check_goes_on(current, at=at)
    check_last_day(day, at=at)
    match = current.match
    if day == match.last_day:
        return
    move(held, Action.CHANGE_END, by=by, at=at)
    match.ends_at = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    match.save(update_fields=["ends_at"])
    soon = match.ends_at <= at + NOTICE_BEFORE
    # By being told of this change, they are told that it ends soon.
    current.week_before_told_at = at if soon else None
    current.save(update_fields=["week_before_told_at"])
    kind = Kind.HELP_ENDS_SOON if soon else Kind.HELP_ASKED
    notify(user=match.helper, kind=kind, path=helper_path(current), at=at)
    _tell_coordinators(current, at=at)


@transaction.atomic
def end_help(*, helping: Helping, by: User, at: datetime) -> HowEnded:
    """The person ends it, and says no reason. Ended once, it stays as it was ended. Gives how. Raises Denied."""
    held, current = hold_help(helping, at=at)
    if not current.how_ended:
        end_by(held, current, Action.END, HowEnded.PERSON, by=by, at=at)
    return HowEnded(current.how_ended)


@transaction.atomic
def step_back(*, helping: Helping, words: str, by: User, at: datetime) -> HowEnded:
    """The helper stops, and the organisation looks for somebody else. Ended meanwhile, it stays as it was ended, and
    what they wanted to say is kept all the same. Gives how it ended.

    words: what the coordinator should know; nobody else reads it, and nothing is fine. Raises Denied.
    """
    held, current = hold_help(helping, at=at)
    if by.pk != current.match.helper_id:
        raise Denied(NOT_HELPING)
    if not current.how_ended:
        end_by(held, current, Action.STEP_BACK, HowEnded.HELPER, by=by, at=at)
    if can_be_read(words):
        said = {"words": words, "written_by": by, "written_at": at}
        PartingWord.objects.get_or_create(helping=current, defaults=said)
    return HowEnded(current.how_ended)


@transaction.atomic
def close_help(*, helping: Helping, words: str, by: User, at: datetime) -> HowEnded:
    """A coordinator ends it for the organisation. words: for the person to read. Gives how it ended, which is another
    way where somebody was quicker. Raises Denied."""
    held, current = hold_help(helping, at=at)
    if not current.how_ended:
        end_by(held, current, Action.CLOSE, HowEnded.ORGANISATION, by=by, at=at, words=words)
    return HowEnded(current.how_ended)


def end_because_gone(volunteer: Volunteer, by: User, at: datetime) -> None:
    """Whatever help somebody gives through an organisation ends, in the transaction in which they leave it, or in
    which a coordinator ends their time. The organisation looks for somebody else: the person ended nothing."""
    helper, organisation = volunteer.membership.user, volunteer.membership.organisation
    given = Helping.objects.lasting(at=at).filter(match__helper=helper, organisation=organisation)
    for helping in list(given.for_pages()):
        held, current = hold_help(helping, at=at)
        if current.how_ended:
            continue
        if by.pk == helper.pk:
            end_by(held, current, Action.STEP_BACK, HowEnded.HELPER, by=by, at=at)
        else:
            end_by(held, current, Action.LOSE_HELPER, HowEnded.LEFT, by=None, at=at)


def tell_of_end(helping: Helping, by: User | None, at: datetime) -> None:
    """Tell whoever did not end it themselves, in the transaction that ends it; nothing of it is told later.

    One who takes over is told of by those who propose them.
    """
    match, how = helping.match, HowEnded(helping.how_ended)
    withdraw(below=helper_path(helping), user=match.helper)
    withdraw(below=person_path(helping), user=match.person)
    if how != HowEnded.HELPER:
        notify(user=match.helper, kind=Kind.HELP_ENDED, path=reverse("helping"), at=at)
    if how not in (HowEnded.PERSON, HowEnded.REPLACED):
        notify(user=match.person, kind=Kind.HELP_ENDED, path=person_path(helping), at=at)
    if how != HowEnded.REPLACED:
        _tell_coordinators(helping, at=at, but=by)


def hold_help(helping: Helping, *, at: datetime) -> tuple[HelpRequest, Helping]:
    """The request and the help as they are now; nobody else changes them until this transaction ends. What is over by
    its date is written down as ended."""
    held = hold(helping.request, at=at)
    current: Helping = Helping.objects.for_pages().get(pk=helping.pk)
    current.request = held
    return held, current


def _tell_coordinators(helping: Helping, *, at: datetime, but: User | None = None) -> None:
    for user in coordinators_of(helping.organisation, at=at):
        if but is None or user.pk != but.pk:
            notify(user=user, kind=Kind.HELP_ASKED, path=coordinators_path(helping.organisation), at=at)
