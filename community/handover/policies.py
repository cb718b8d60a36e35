"""Who may name the next social worker, and who may write when. Each raises Denied with a sentence to read."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from community.handover.models import Handover
from community.handover.queries import change_to_come, last_worker
from community.messaging.models import Message, Thread
from portal.access.decisions import Denied
from portal.accounts.enums import Role
from portal.accounts.models import User
from portal.relationships.models import Allocation, JoiningCode
from portal.relationships.queries import named_social_worker

# Longer ahead, nobody knows who will be there.
LATEST = timedelta(days=183)

NOT_A_MANAGER = "Only a team manager names the next social worker."
OTHER_TEAM = "This person is with another team. Their manager names who comes next."
PAST = "That day is over. Choose today or a later day."
FAR_OFF = "That is more than half a year away. Choose an earlier day."
NOBODY_NOW = "Nobody is their social worker now."
NO_WORKER = "Choose a social worker who has an account here."
GONE = "This change was called off, or its day has come. Nothing was changed."
NOT_TOLD = (
    "You cannot write yet: nobody has told this person that you are their social worker now. "
    "Ask the team’s manager to name you on the team page. That tells them."
)


def read_first(person: User) -> str:
    """Why somebody cannot write yet, and where to go."""
    return (
        f"Read first what {person.known_as} wrote for you, so that they need not say it again. "
        "The link to it is above the messages."
    )


def check_is_manager_of(manager: User, person: User, at: datetime) -> None:
    """The manager of the team of the person's social worker, of their last one, or of any team for somebody who
    never had one. Raises Denied."""
    if manager.role != Role.TEAM_MANAGER or manager.team_id is None:
        raise Denied(NOT_A_MANAGER)
    worker = last_worker(person, at=at)
    if worker is not None and worker.team_id != manager.team_id:
        raise Denied(OTHER_TEAM)


def check_can_name(manager: User, person: User, *, worker: User, day: date, at: datetime) -> None:
    """A manager of the person's team, a social worker of any team, a day from today on. Raises Denied."""
    check_is_manager_of(manager, person, at)
    if not person.is_person or not person.is_active:
        raise Denied("Only people who plan their own support have a named social worker.")
    check_worker_and_day(worker, day, at=at)
    standing = change_to_come(person, at=at)
    if standing is not None:
        raise Denied(
            f"{standing.worker.known_as} is named for {person.known_as} already. "
            "Open that change to choose another day or another worker."
        )
    if named_social_worker(person, at=at) == worker:
        raise Denied(f"{worker.known_as} is {person.known_as}’s social worker already.")


def check_can_end(manager: User, person: User, allocation: Allocation | None, *, day: date, at: datetime) -> None:
    """A manager of the person's team, where somebody is their social worker and nobody is named to follow. Raises
    Denied."""
    check_is_manager_of(manager, person, at)
    if allocation is None:
        raise Denied(NOBODY_NOW)
    standing = change_to_come(person, at=at)
    if standing is not None:
        raise Denied(f"{standing.worker.known_as} is named for {person.known_as} already. Call that off first.")
    check_day(day, at=at)


def check_worker_and_day(worker: User, day: date, *, at: datetime) -> None:
    """An active social worker; not in the past, not too far ahead. Raises Denied."""
    if not worker.is_active or not worker.is_social_worker:
        raise Denied(NO_WORKER)
    check_day(day, at=at)


def check_day(day: date, *, at: datetime) -> None:
    """Not in the past, not too far ahead. Raises Denied."""
    today = timezone.localdate(at)
    if day < today:
        raise Denied(PAST)
    if day > today + LATEST:
        raise Denied(FAR_OFF)


def check_can_change(manager: User, handover: Handover, at: datetime) -> None:
    """The manager of the person's team, or who named the worker while they manage one of both teams, until the day.
    Raises Denied."""
    teams = {handover.worker.team_id, handover.before.team_id if handover.before else None} - {None}
    still = manager.role == Role.TEAM_MANAGER and manager.team_id in teams
    if handover.named_by_id != manager.pk or not still:
        check_is_manager_of(manager, handover.person, at)
    if handover.called_off_at or handover.starts_at <= at:
        raise Denied(GONE)


def check_may_write(user: User, thread: Thread, at: datetime) -> None:
    """Registered as a writing check: a social worker writes once the person was told that they are theirs, and has
    read the summary where the person gave them one. Raises Denied.

    A summary that is not approved holds up nobody: only being told first does.
    """
    if not user.is_social_worker or thread.person_id == user.pk:
        return
    allocations = Allocation.objects.filter(person=thread.person_id).for_worker(user, at=at)
    allocation = allocations.select_related("handover").first()
    if allocation is None:
        return
    handover: Handover | None = getattr(allocation, "handover", None)
    if handover is None:
        if not _told_otherwise(allocation):
            raise Denied(NOT_TOLD)
        return
    if handover.told_at > at:
        raise Denied(NOT_TOLD)
    if must_read_first(user, handover):
        raise Denied(read_first(thread.person))


def must_read_first(user: User, handover: Handover) -> bool:
    """Whether this worker has a summary to read before their first message. Whoever covers for them may write."""
    if user.pk != handover.worker_id or handover.approved_at is None or handover.read_at is not None:
        return False
    written = Message.objects.filter(thread__person=handover.person_id, author=user, sent_at__gte=handover.starts_at)
    return not written.exists()


def _told_otherwise(allocation: Allocation) -> bool:
    """The first worker of somebody needs no telling, and who used a joining code did it themselves."""
    earlier = Allocation.objects.filter(person=allocation.person_id, starts_at__lt=allocation.starts_at)
    if not earlier.exclude(worker=allocation.worker_id).exists():
        return True
    codes = JoiningCode.objects.filter(worker=allocation.worker_id, redeemed_by=allocation.person_id)
    return bool(codes.filter(redeemed_at=allocation.starts_at).exists())
