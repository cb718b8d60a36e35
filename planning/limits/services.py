"""Setting a limit, confirming it, taking it back."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from planning.limits.models import SignOffLimit
from planning.limits.policies import check_can_confirm, check_can_set, check_can_take_back
from planning.limits.queries import other_managers
from portal.accounts.models import Team, User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def set_limit(
    *,
    weekly: Decimal | None,
    starts_at: datetime,
    by: User,
    at: datetime,
    team: Team | None = None,
    worker: User | None = None,
    made_from: UUID | None = None,
) -> SignOffLimit:
    """Say up to how many pounds a week a worker, or a team, agrees alone from a day on; `weekly` None: no limit.

    It counts when a second manager confirms it; the other managers are told. made_from: the form; sent twice with the
    same figures it is one. Raises Denied.
    """
    by.hold()
    check_can_set(by, team=team, worker=worker, starts_at=starts_at, at=at)
    before: SignOffLimit | None = SignOffLimit.objects.filter(made_from=made_from).first() if made_from else None
    facts = {"team": team, "worker": worker, "weekly": weekly, "starts_at": starts_at, "set_by": by}
    if before and all(getattr(before, name) == value for name, value in facts.items()):
        return before
    # Another figure from the same page is a limit of its own.
    limit = SignOffLimit.objects.create(**facts, set_at=at, made_from=None if before else made_from)
    record("limit set", by=by, person=None, about=limit, at=at)
    for manager in other_managers(by):
        notify(user=manager, kind=Kind.LIMIT, path=reverse("limits"), at=at)
    return limit


@transaction.atomic
def confirm_limit(*, limit: SignOffLimit, by: User, at: datetime) -> SignOffLimit:
    """The second yes: from its day on, and from now at the earliest, it counts. Whose it is and who set it are told.

    Raises Denied for who set it, and where it was confirmed or taken back meanwhile.
    """
    held = _hold(limit)
    if held.confirmed_by_id == by.pk:
        return held
    check_can_confirm(by, held)
    held.confirmed_by, held.confirmed_at = by, at
    held.save(update_fields=["confirmed_by", "confirmed_at"])
    record("limit confirmed", by=by, person=None, about=held, at=at)
    notify(user=held.set_by, kind=Kind.LIMIT, path=reverse("limits"), at=at)
    workers = [held.worker] if held.worker else list(held.team.members.all()) if held.team else []
    for worker in workers:
        if worker.is_social_worker and worker.is_active:
            notify(user=worker, kind=Kind.LIMIT, path=reverse("my_limit"), at=at)
    return held


@transaction.atomic
def take_back_limit(*, limit: SignOffLimit, by: User, at: datetime) -> SignOffLimit:
    """It does not come to count: by who set it, or by a second manager who does not agree. The other one is told.

    Twice counts once. Raises Denied where it was confirmed meanwhile.
    """
    held = _hold(limit)
    if held.taken_back_at:
        return held
    check_can_take_back(by, held)
    held.taken_back_by, held.taken_back_at = by, at
    held.save(update_fields=["taken_back_by", "taken_back_at"])
    record("limit taken back", by=by, person=None, about=held, at=at)
    if held.set_by_id != by.pk:
        notify(user=held.set_by, kind=Kind.LIMIT, path=reverse("limits"), at=at)
    return held


def _hold(limit: SignOffLimit) -> SignOffLimit:
    """One change at a time; the limit as it is now."""
    held: SignOffLimit = SignOffLimit.objects.for_pages().select_for_update(of=("self",)).get(pk=limit.pk)
    return held
