"""What was sent to be agreed, and what was decided about it, in the field's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from planning.documents.enums import VersionReason
from planning.money_sharing.queries import people_whose_money
from planning.signing_off.enums import Answer, State
from planning.signing_off.life import OPEN
from portal.accounts.enums import Role
from portal.authority.queries import people_of_nobody, people_of_team
from portal.crisis.queries import managers_of

if TYPE_CHECKING:
    from portal.accounts.models import User


class SignOffQuerySet(QuerySet[Any]):
    """Versions that were sent to be agreed, each with where it is."""

    def visible_to(self, user: "User", *, at: datetime) -> Self:
        """The person's own, and of those whose money this user sees; for their social worker, what that one may read;
        for a manager, what came to be decided."""
        mine = Q(version__document__owner=user)
        mine |= Q(version__document__owner__in=people_whose_money(user, at=at).values("pk"))
        if user.role == Role.SOCIAL_WORKER:
            versions = apps.get_model("planning", "Version").objects.filter(why=VersionReason.SENT)
            mine |= Q(version__in=versions.visible_to(user, at=at).values("pk"))
        if user.role == Role.TEAM_MANAGER:
            mine |= Q(pk__in=self.model._default_manager.for_manager(user, at=at).values("pk"))
        here = Q(version__document__deleted_at=None) | Q(version__agreement__isnull=False)
        return self.filter(mine).filter(here)

    def for_manager(self, user: "User", *, at: datetime) -> Self:
        """What this manager reads: of their people, and of people without a manager, what came to a manager; of others
        what they decided, and what is challenged where the team has nobody else.

        Who does not share the plan with their social worker any more has taken it back from the manager, too, unless
        it was agreed.
        """
        if user.role != Role.TEAM_MANAGER:
            return self.none()
        people = Q(version__document__owner__in=people_of_team(user, at=at).values("pk"))
        people |= Q(version__document__owner__in=people_of_nobody(at=at).values("pk"))
        theirs = Q(came_to_manager_at__isnull=False) & people
        decisions = apps.get_model("planning", "Decision").objects.filter(sign_off=OuterRef("pk"))
        acted = Exists(decisions.filter(Q(decided_by=user) | Q(challenge__answered_by=user)))
        grants = apps.get_model("planning", "Grant").objects.active(at=at)
        shared = Exists(grants.filter(document=OuterRef("version__document"), to_named_worker=True))
        here = Q(version__document__deleted_at=None) & Q(shared)
        return self.filter(theirs | Q(open_to_others=True) | acted).filter(here | Q(version__agreement__isnull=False))

    def last_of_each(self, people: Iterable[Any]) -> Self:
        """Of each document of these people, what was sent last; without the words."""
        theirs = self.filter(version__document__owner__in=people).order_by("version__document", "-version__number")
        return theirs.distinct("version__document").select_related("version__document").defer("version__snapshot")

    def waiting(self) -> Self:
        """Those about which nobody has decided yet."""
        return self.filter(state__in=OPEN)

    def for_pages(self) -> Self:
        """With whose it is."""
        return self.select_related("version__document__owner", "version__sent_to", "version__kept_by")


class ChallengeQuerySet(QuerySet[Any]):
    """What people asked to have looked at again."""

    def waiting(self) -> Self:
        """Those without an answer."""
        return self.filter(answered_at=None)

    def late(self, *, on: date) -> Self:
        """Those that should have had their answer before this day, and of which nobody was told so yet."""
        return self.waiting().filter(answer_by__lt=on, told_late_at=None)

    def undecided(self) -> Self:
        """Those of which it was said that it is decided again, and is not yet."""
        return self.filter(outcome=Answer.AGAIN, decided_again=None)


class FinalBudgetQuerySet(QuerySet[Any]):
    """Final budgets. Nothing changes them; the one that was decided last counts."""

    def newest(self) -> Self:
        """One row a person: the one that counts."""
        return self.order_by("person", "-decision__decided_at", "-pk").distinct("person")


@dataclass(frozen=True)
class Waiting:
    """What waits for one manager: plans to decide, and challenges to answer, each in the order of waiting."""

    plans: list[Any]
    challenges: list[Any]


def waiting_for_manager(manager: "User", *, at: datetime) -> Waiting:
    """In as many queries for many plans as for one. What this manager decided before waits for another one, where there
    is one."""
    sign_offs = apps.get_model("planning", "SignOff").objects.for_manager(manager, at=at)
    challenges = apps.get_model("planning", "Challenge").objects
    mine = apps.get_model("planning", "Decision").objects.filter(sign_off=OuterRef("pk"), decided_by=manager)
    users = apps.get_model("portal", "User").objects
    others = users.filter(role=Role.TEAM_MANAGER, is_active=True).exclude(pk=manager.pk).exists()
    free = sign_offs.filter(~Exists(mine)) if others else sign_offs
    plans = free.filter(state=State.WITH_MANAGER).for_pages().defer("version__snapshot").order_by("since", "pk")
    waiting = challenges.waiting().filter(decision__sign_off__in=free.values("pk"))
    rows = waiting.select_related("decision__sign_off__version__document__owner", "decision__decided_by")
    rows = rows.defer("decision__sign_off__version__snapshot").order_by("made_at", "pk")
    return Waiting(list(plans), list(rows))


def managers_may_read(sign_off: Any, *, at: datetime) -> bool:
    """Whether what was sent is still there for managers: shared with the person's social worker, or agreed."""
    version = sign_off.version
    grants = apps.get_model("planning", "Grant").objects.active(at=at)
    if grants.filter(document=version.document_id, to_named_worker=True).exists():
        return True
    agreements = apps.get_model("planning", "Agreement").objects
    return bool(agreements.filter(version=version).exists())


def nobody_of_their_team(sign_off: Any, managers: Iterable[Any], *, at: datetime) -> bool:
    """Whether none of these managers reads it as one of the person's team, so that it has to be opened to others."""
    owner = sign_off.version.document.owner_id
    return not any(people_of_team(manager, at=at).filter(pk=owner).exists() for manager in managers)


def managers_for(sign_off: Any, *, at: datetime, again: bool) -> list[Any]:
    """Who decides about it, by name; `again`: who answers a challenge, and decides anew.

    The managers of the person's team; where that has none, any. What was decided is looked at by somebody who did not
    decide it: in the team, else in another team; only where there is nobody else, by who did.
    """
    of_team = managers_of(sign_off.version.document.owner, at=at)
    if not again:
        return of_team
    decided = set(sign_off.decisions.values_list("decided_by", flat=True))
    every = apps.get_model("portal", "User").objects.filter(role=Role.TEAM_MANAGER, is_active=True)
    others = every.exclude(pk__in=decided).order_by("known_as", "pk")
    return [one for one in of_team if one.pk not in decided] or list(others) or of_team
