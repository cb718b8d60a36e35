"""Volunteers of organisations, their checks, and matches."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from community.organisations.enums import Part, Taxonomy
from community.organisations.models import Membership, Organisation
from community.volunteers.models import Check, CheckKind, Volunteer, VolunteerInvitation
from portal.accounts.models import User
from portal.relationships.invitations import hash_of, token_of
from portal.relationships.models import Match
from tests.factories.organisations import term
from tests.factories.portal import UserFactory

DBS, TRAINING = "dbs", "training"


def check_kind(code: str = DBS, *, months: int | None = 36, needed: bool = True) -> CheckKind:
    """A kind of check, made if it is new."""
    name = {"dbs": "DBS check", "training": "training for helping with plans"}.get(code, code)
    kind, _ = CheckKind.objects.get_or_create(
        code=code, defaults={"name": name, "valid_months": months, "needed": needed}
    )
    return kind


def add_check(
    volunteer: Volunteer, kind: CheckKind, *, done_on: date, runs_out_on: date | None, taken_out: bool = False
) -> Check:
    """A check as a coordinator noted it."""
    now, by = timezone.now(), volunteer.membership.user
    return Check.objects.create(
        volunteer=volunteer,
        kind=kind,
        done_on=done_on,
        runs_out_on=runs_out_on,
        noted_at=now,
        noted_by=by,
        taken_out_at=now if taken_out else None,
        taken_out_by=by if taken_out else None,
    )


def make_volunteer(
    organisation: Organisation,
    user: User | None = None,
    *,
    checked: bool = True,
    ended: bool = False,
    skills: Collection[str] = ("planning",),
    languages: Collection[str] = (),
    **facts: Any,
) -> Volunteer:
    """Somebody who has helped with an organisation since yesterday, with all checks unless said otherwise; whoever is
    one of theirs already is then as said here."""
    now = timezone.now()
    user = user or UserFactory(volunteer=True)
    membership, _ = Membership.objects.update_or_create(
        organisation=organisation,
        user=user,
        part=Part.VOLUNTEER,
        ends_at=None,
        defaults={"starts_at": now - timedelta(days=1), "ends_at": now - timedelta(hours=1) if ended else None},
    )
    usual: dict[str, Any] = {"about": "I like to listen.", "at_once": 2, "changed_at": now, "changed_by": user}
    volunteer, _ = Volunteer.objects.update_or_create(membership=membership, defaults={**usual, **facts})
    volunteer.checks.all().delete()
    volunteer.skills.set([term(Taxonomy.HELP, code) for code in skills])
    volunteer.languages.set([term(Taxonomy.LANGUAGE, code) for code in languages])
    check_kind(DBS)
    if checked:
        today = timezone.localdate(now)
        for kind in CheckKind.objects.needed():
            later = today + timedelta(days=400)
            add_check(volunteer, kind, done_on=today - timedelta(days=30), runs_out_on=later)
    return volunteer


def make_match(person: User, helper: User, *, since: datetime | None = None, until: datetime | None = None) -> Match:
    """Somebody helps a person, from yesterday for twelve weeks unless said otherwise."""
    starts_at = since or timezone.now() - timedelta(days=1)
    return Match.objects.create(
        person=person,
        helper=helper,
        relation="volunteer",
        starts_at=starts_at,
        ends_at=until or starts_at + timedelta(weeks=12),
    )


def make_invitation(organisation: Organisation, by: User, email: str = "new@example.org") -> VolunteerInvitation:
    """An invitation that was sent an hour ago and waits."""
    at = timezone.now() - timedelta(hours=1)
    invitation = VolunteerInvitation(
        organisation=organisation,
        name="Sam",
        email=email,
        invited_at=at,
        invited_by=by,
        expires_at=at + timedelta(days=14),
    )
    invitation.token_hash = hash_of(token_of(invitation.uuid))
    invitation.save()
    return invitation
