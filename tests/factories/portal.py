"""Accounts, teams and relationships."""

from datetime import datetime, timedelta
from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone

from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.relationships.models import GLASS_HOLDS, Allocation, BreakGlass, CircleMembership, Cover


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person, unless a trait says otherwise. The password is `in-my-words`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        social_worker = factory.Trait(role=Role.SOCIAL_WORKER, working_days=[0, 1, 2, 3])
        team_manager = factory.Trait(role=Role.TEAM_MANAGER)
        editor = factory.Trait(role=Role.EDITOR)
        volunteer = factory.Trait(role=Role.VOLUNTEER)
        coordinator = factory.Trait(role=Role.COORDINATOR)

    known_as = factory.Sequence(lambda n: f"Person{n}")
    full_name = factory.LazyAttribute(lambda user: f"{user.known_as} Example")
    email = factory.LazyAttribute(lambda user: f"{user.known_as.lower()}@example.org")
    password = factory.PostGenerationMethodCall("set_password", "in-my-words")

    @factory.post_generation
    def saved(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Keep the password, and give everybody a verified address."""
        if create:
            self.save()
            EmailAddress.objects.create(user=self, email=self.email, verified=True, primary=True)


def allocate(person: User, worker: User, *, since: datetime | None = None, until: datetime | None = None) -> Allocation:
    """Make `worker` the named social worker of `person`, since yesterday unless said otherwise."""
    return Allocation.objects.create(
        person=person, worker=worker, starts_at=since or timezone.now() - timedelta(days=1), ends_at=until
    )


def let_cover(worker: User, cover: User, *, since: datetime | None = None, until: datetime | None = None) -> Cover:
    """Let `cover` stand in for `worker`, from yesterday until tomorrow unless said otherwise."""
    now = timezone.now()
    return Cover.objects.create(
        worker=worker,
        cover=cover,
        starts_at=since or now - timedelta(days=1),
        ends_at=until or now + timedelta(days=1),
    )


def join_circle(person: User, supporter: User, *, relation: str = "daughter", ended: bool = False) -> CircleMembership:
    """A supporter who took up the person's invitation two days ago (and left an hour ago, if `ended`)."""
    now = timezone.now()
    return CircleMembership.objects.create(
        person=person,
        supporter=supporter,
        name=supporter.known_as,
        email=supporter.email,
        relation=relation,
        token_hash=f"factory-{person.pk}-{supporter.pk}-{CircleMembership.objects.count()}",
        invited_at=now - timedelta(days=3),
        expires_at=now + timedelta(days=11),
        starts_at=now - timedelta(days=2),
        ends_at=now - timedelta(hours=1) if ended else None,
    )


def open_glass(person: User, worker: User, *, since: datetime | None = None, ended: bool = False) -> BreakGlass:
    """A record that a worker who is not the person's opened ten minutes ago (or whose hour is over by now)."""
    starts_at = since or timezone.now() - (GLASS_HOLDS if ended else timedelta(minutes=10))
    named = Allocation.objects.active(at=starts_at).filter(person=person).select_related("worker").first()
    return BreakGlass.objects.create(
        person=person,
        worker=worker,
        team_id=named.worker.team_id if named else None,
        worker_team_id=worker.team_id,
        reason="She rang and could not breathe.",
        starts_at=starts_at,
        ends_at=starts_at + GLASS_HOLDS,
    )
