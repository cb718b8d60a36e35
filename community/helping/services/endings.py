"""How help ends: by its date, by the person, by the helper, by the organisation. Access is gone in the same moment."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.help_requests.enums import Action, HowEnded, Settled
from community.help_requests.life import HELPED
from community.help_requests.models import Helping, HelpRequest
from community.help_requests.services.matching import end_match
from community.help_requests.services.moving import hold, move
from community.help_requests.services.settling import settle
from community.help_requests.services.telling import tell_nobody_of
from community.helping.models import PartingWord
from community.helping.places import coordinators_path, helper_path, person_path
from community.helping.policies import check_goes_on, check_last_day, is_active
from community.helping.queries import NOTICE_BEFORE, ending_soon, given_by, run_out, without_checks
from community.organisations.queries import coordinators_of
from community.volunteers.models import Volunteer
from portal.accounts.models import User
from portal.components.words import can_be_read
from portal.notifications.enums import Kind
from portal.notifications.services import notify, withdraw

# What the person reads where a helper is not one any more.
GONE = "The person who helped you is not with us as a helper any more. You can ask for help again."


@transaction.atomic
def change_last_day(*, helping: Helping, day: date, by: User, at: datetime) -> None:
    """The help ends with this day. The helper and the organisation are told.

    Raises Denied for anybody but the person, when it has ended, and for a day that is over or too far ahead.
    """
    held, current = _held(helping)
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
def end_help(*, helping: Helping, by: User, at: datetime) -> None:
    """The person ends it, and says no reason. Ended once, it stays as it was ended. Raises Denied."""
    held, current = _held(helping)
    if not _has_run_out(held, current, at):
        move(held, Action.END, by=by, at=at)
        _end(held, current, HowEnded.PERSON, by=by, at=at)


@transaction.atomic
def step_back(*, helping: Helping, words: str, by: User, at: datetime) -> None:
    """The helper stops, and the organisation looks for somebody else.

    words: what the coordinator should know; nobody else reads it, and nothing is fine. Raises Denied.
    """
    held, current = _held(helping)
    if _has_run_out(held, current, at):
        return
    move(held, Action.STEP_BACK, by=by, at=at)
    end_match(current, how=HowEnded.HELPER, by=by, at=at)
    if can_be_read(words):
        PartingWord.objects.create(helping=current, words=words, written_by=by, written_at=at)


@transaction.atomic
def close_help(*, helping: Helping, words: str, by: User, at: datetime) -> None:
    """A coordinator ends it for the organisation. words: for the person to read. Raises Denied."""
    held, current = _held(helping)
    if not _has_run_out(held, current, at):
        move(held, Action.CLOSE, by=by, at=at, words=words)
        _end(held, current, HowEnded.ORGANISATION, by=by, at=at)


def end_because_gone(volunteer: Volunteer, by: User, at: datetime) -> None:
    """Whatever help somebody gives through an organisation ends, in the transaction in which they leave it.

    Where they leave by themselves the organisation looks for somebody else; where a coordinator ended their time, it
    ends as a coordinator ends it.
    """
    helper, organisation = volunteer.membership.user, volunteer.membership.organisation
    for helping in list(given_by(helper, at=at).filter(organisation=organisation)):
        held, current = _held(helping)
        if _has_run_out(held, current, at):
            continue
        if by.pk == helper.pk:
            move(held, Action.STEP_BACK, by=by, at=at)
            end_match(current, how=HowEnded.HELPER, by=by, at=at)
        else:
            move(held, Action.CLOSE, by=by, at=at, words=GONE)
            _end(held, current, HowEnded.ORGANISATION, by=by, at=at)


def end_without_checks(*, at: datetime) -> None:
    """Whose checks have run out helps nobody from that moment on: each in a transaction of its own."""
    for helping in list(without_checks(at=at)):
        with transaction.atomic():
            held, current = _held(helping)
            if not _has_run_out(held, current, at):
                move(held, Action.RUN_OUT, by=None, at=at, words=GONE)
                _end(held, current, HowEnded.ORGANISATION, by=None, at=at)


def end_what_ran_out(*, at: datetime) -> None:
    """Write down whatever is over by its date, each in a transaction of its own. Access went by the clock."""
    for helping in list(run_out(at=at).for_pages()):
        with transaction.atomic():
            _has_run_out(*_held(helping), at)


def tell_a_week_before(*, at: datetime) -> None:
    """Tell both that it ends in a week, once for each last day."""
    for helping in list(ending_soon(at=at).for_pages()):
        with transaction.atomic():
            _, current = _held(helping)
            if current.week_before_told_at or not is_active(current.match, at):
                continue
            current.week_before_told_at = at
            current.save(update_fields=["week_before_told_at"])
            match = current.match
            notify(user=match.person, kind=Kind.HELP_ENDS_SOON, path=person_path(current), at=at)
            notify(user=match.helper, kind=Kind.HELP_ENDS_SOON, path=helper_path(current), at=at)


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


def _held(helping: Helping) -> tuple[HelpRequest, Helping]:
    """The request and the help as they are now; nobody else changes them until this transaction ends."""
    held = hold(helping.request)
    current: Helping = Helping.objects.for_pages().get(pk=helping.pk)
    current.request = held
    return held, current


def _has_run_out(held: HelpRequest, current: Helping, at: datetime) -> bool:
    """Whether it is over already: ended by somebody, or by its date, which is then written down."""
    if is_active(current.match, at):
        return False
    if not current.how_ended:
        if held.state in HELPED and not Helping.objects.active(at=at).filter(request=held).exists():
            move(held, Action.RUN_OUT, by=None, at=at)
            _end(held, current, HowEnded.RAN_OUT, by=None, at=at)
        else:
            # Somebody took over after the last day, and before this was written down.
            end_match(current, how=HowEnded.RAN_OUT, by=None, at=at)
    return True


def _end(held: HelpRequest, current: Helping, how: HowEnded, *, by: User | None, at: datetime) -> None:
    """What was proposed in their place is over with it, and so is what waited for the organisation to read."""
    settle(held, Settled.TAKEN_BACK, at=at)
    tell_nobody_of(held, current.organisation)
    end_match(current, how=how, by=by, at=at)


def _tell_coordinators(helping: Helping, *, at: datetime, but: User | None = None) -> None:
    for user in coordinators_of(helping.organisation, at=at):
        if but is None or user.pk != but.pk:
            notify(user=user, kind=Kind.HELP_ASKED, path=coordinators_path(helping.organisation), at=at)
