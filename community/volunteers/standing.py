"""How it stands with each volunteer: their checks, how many they help, and why they cannot be matched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from community.organisations.enums import Part
from community.organisations.models import Membership
from community.volunteers.enums import CheckState
from community.volunteers.models import Check, CheckKind, Volunteer
from community.volunteers.queries import SOON
from portal.accounts.enums import Role

NO_KINDS = "Nobody has said yet which checks people need here. Tell the council."


@dataclass(frozen=True)
class CheckStanding:
    """One kind of check of one volunteer. latest: the one that lasts longest, of those that were not taken out."""

    kind: CheckKind
    latest: Check | None
    state: CheckState

    @property
    def is_due(self) -> bool:
        """Whether it is needed and has to be renewed."""
        return self.kind.needed and self.state in (CheckState.SOON, CheckState.RAN_OUT)


@dataclass(frozen=True)
class Standing:
    """One volunteer. helps: how many people they help now; reason: why they cannot be matched, "" if they can."""

    volunteer: Volunteer
    checks: list[CheckStanding]
    helps: int
    reason: str

    @property
    def is_full(self) -> bool:
        """Whether they help as many people as they can."""
        return self.helps >= self.volunteer.at_once

    @property
    def due(self) -> list[CheckStanding]:
        """The checks that have to be renewed."""
        return [each for each in self.checks if each.is_due]


def standings(volunteers: Iterable[Volunteer], *, at: datetime) -> list[Standing]:
    """How it stands with each of these, in their order, with one query for the kinds of check.

    volunteers: as `with_helps` and `for_list` fetch them.
    """
    kinds = list(CheckKind.objects.all())
    return [_standing(volunteer, kinds, at) for volunteer in volunteers]


def _standing(volunteer: Volunteer, kinds: Sequence[CheckKind], at: datetime) -> Standing:
    today = timezone.localdate(at)
    checks = [_check(volunteer, kind, today) for kind in kinds]
    helps: int = volunteer.helps  # type: ignore[attr-defined]
    return Standing(volunteer, checks, helps, _why_not(volunteer, checks, helps, at))


def _check(volunteer: Volunteer, kind: CheckKind, today: date) -> CheckStanding:
    done = [c for c in volunteer.checks.all() if c.kind_id == kind.pk and not c.taken_out_at and c.done_on <= today]
    latest = max(done, key=lambda check: (check.runs_out_on or date.max, check.done_on), default=None)
    if latest is None:
        return CheckStanding(kind, None, CheckState.MISSING)
    if latest.runs_out_on is None or latest.runs_out_on > today + SOON:
        return CheckStanding(kind, latest, CheckState.HOLDS)
    return CheckStanding(kind, latest, CheckState.SOON if latest.runs_out_on > today else CheckState.RAN_OUT)


def _why_not(volunteer: Volunteer, checks: Sequence[CheckStanding], helps: int, at: datetime) -> str:
    """The first thing that stands in the way, as a sentence."""
    name, membership = volunteer.name, volunteer.membership
    if not _is_there(membership, at):
        return f"{name} does not help with {membership.organisation} now."
    if reason := _what_is_missing(name, checks):
        return reason
    if not volunteer.at_once:
        return f"{name} takes on nobody new for now."
    if helps >= volunteer.at_once:
        people = "1 person" if helps == 1 else f"{helps} people"
        return f"{name} helps {people} now. There is no room for one more."
    return ""


def _what_is_missing(name: str, checks: Sequence[CheckStanding]) -> str:
    """The first check that is needed and does not hold."""
    for each in checks:
        if each.kind.needed and each.state == CheckState.MISSING:
            return f"{name}’s {each.kind.name} is not noted yet."
        if each.kind.needed and each.latest and each.latest.runs_out_on and each.state == CheckState.RAN_OUT:
            return f"{name}’s {each.kind.name} ran out on {in_full(each.latest.runs_out_on)}."
    return "" if checks else NO_KINDS


def _is_there(membership: Membership, at: datetime) -> bool:
    user = membership.user
    holds = membership.starts_at <= at and (membership.ends_at is None or membership.ends_at > at)
    return holds and membership.part == Part.VOLUNTEER and user.is_active and user.role == Role.VOLUNTEER


def in_full(day: date) -> str:
    """ "3 March 2026"."""
    return f"{day.day} {day:%B} {day.year}"
