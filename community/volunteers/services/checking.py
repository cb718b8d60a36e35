"""The checks of volunteers: noted by a coordinator, taken out where that was a mistake, told of before they run out."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from community.organisations.models import Organisation
from community.organisations.queries import coordinators_of
from community.volunteers import policies
from community.volunteers.models import Check, CheckKind, ChecksTold, Volunteer
from community.volunteers.places import volunteers_path
from portal.accounts.models import User
from portal.audit.services import record
from portal.notifications.enums import Kind
from portal.notifications.services import notify

TOLD_EVERY = timedelta(days=7)


@transaction.atomic
def note_check(
    *, volunteer: Volunteer, kind: CheckKind, done_on: date, runs_out_on: date | None, by: User, at: datetime
) -> Check:
    """Keep that a check was done, and when it runs out: as the council's rule says, or on an earlier day.

    The same noted twice is one. Raises Denied.
    """
    volunteer.membership.user.hold()
    policies.check_looks_after(by, volunteer, at=at)
    until = policies.check_check(kind, done_on=done_on, runs_out_on=runs_out_on, at=at)
    same: Check | None = (
        Check.objects.kept().filter(volunteer=volunteer, kind=kind, done_on=done_on, runs_out_on=until).first()
    )
    if same:
        return same
    noted: Check = Check.objects.create(
        volunteer=volunteer, kind=kind, done_on=done_on, runs_out_on=until, noted_at=at, noted_by=by
    )
    record("check noted", by=by, person=volunteer.membership.user, about=noted, at=at, kind=kind.code)
    return noted


@transaction.atomic
def take_check_out(*, check: Check, by: User, at: datetime) -> None:
    """It was noted by mistake, and counts no more. The row stays. Taken out once, it stays so. Raises Denied."""
    check.volunteer.membership.user.hold()
    held = Check.objects.select_for_update(of=("self",)).select_related("volunteer__membership").get(pk=check.pk)
    policies.check_looks_after(by, held.volunteer, at=at)
    if held.taken_out_at:
        return
    held.taken_out_at, held.taken_out_by = at, by
    held.save(update_fields=["taken_out_at", "taken_out_by"])
    record("check taken out", by=by, person=held.volunteer.membership.user, about=held, at=at)


@transaction.atomic
def tell_of_checks(*, at: datetime) -> None:
    """Tell coordinators of checks that run out within 30 days, or have: an organisation at most once a week."""
    due = Volunteer.objects.with_checks_due(at=at).filter(membership__organisation=OuterRef("pk"))
    told = ChecksTold.objects.filter(organisation=OuterRef("pk"), told_at__gt=at - TOLD_EVERY)
    for organisation in Organisation.objects.filter(Exists(due), ~Exists(told)):
        row, _ = ChecksTold.objects.select_for_update().get_or_create(
            organisation=organisation, defaults={"told_at": at - TOLD_EVERY}
        )
        if row.told_at > at - TOLD_EVERY:
            continue
        row.told_at = at
        row.save(update_fields=["told_at"])
        for user in coordinators_of(organisation, at=at):
            notify(user=user, kind=Kind.CHECKS_DUE, path=volunteers_path(organisation), at=at)
