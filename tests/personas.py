"""The fixed cast of the tests: who they are to Maureen, whose plan everything is about."""

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.test import Client

from portal.accounts.enums import Role
from portal.accounts.models import Team, User
from portal.relationships.models import CircleMembership
from tests.factories.portal import TeamFactory, UserFactory, allocate, join_circle, let_cover


@dataclass
class Cast:
    """Maureen and everybody around her.

    sunita: her named social worker; ben: covers for Sunita now; hana: a worker of another team, with Amira;
    beth: her daughter, in her circle; ruth: was in her circle, and left; amira: a stranger with a plan of her
    own; morag: Sunita's manager; ed: an editor; pat: a volunteer; dee: a coordinator.
    """

    maureen: User
    beth: User
    beth_in_circle: CircleMembership
    ruth: User
    ruth_in_circle: CircleMembership
    sunita: User
    ben: User
    hana: User
    amira: User
    morag: User
    ed: User
    pat: User
    dee: User
    north: Team
    south: Team


def make_cast() -> Cast:
    """Everybody, with their relationships as of now."""
    north, south = TeamFactory(name="Team North"), TeamFactory(name="Team South")
    maureen = UserFactory(known_as="Maureen", year_of_birth=1955)
    beth, ruth = UserFactory(known_as="Beth"), UserFactory(known_as="Ruth")
    amira = UserFactory(known_as="Amira", year_of_birth=1997)
    sunita = UserFactory(known_as="Sunita", social_worker=True, team=north)
    ben = UserFactory(known_as="Ben", social_worker=True, team=north)
    hana = UserFactory(known_as="Hana", social_worker=True, team=south)
    allocate(maureen, sunita)
    allocate(amira, hana)
    let_cover(sunita, ben)
    return Cast(
        maureen=maureen,
        beth=beth,
        beth_in_circle=join_circle(maureen, beth),
        ruth=ruth,
        ruth_in_circle=join_circle(maureen, ruth, relation="neighbour", ended=True),
        sunita=sunita,
        ben=ben,
        hana=hana,
        amira=amira,
        morag=UserFactory(known_as="Morag", team_manager=True, team=north),
        ed=UserFactory(known_as="Ed", editor=True),
        pat=UserFactory(known_as="Pat", volunteer=True),
        dee=UserFactory(known_as="Dee", coordinator=True),
        north=north,
        south=south,
    )


def signed_in(user: User) -> Client:
    """A browser in which this user is signed in, staff with their second factor."""
    client = Client()
    client.force_login(user)
    if user.needs_second_factor:
        use_second_factor(client, user)
    return client


def use_second_factor(client: Client, user: User) -> None:
    """Give the account an authenticator, and the session the record of having used it."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}})
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def everybody(cast: Cast) -> dict[str, User]:
    """The cast by name, for tests that go through all of them."""
    return {name: value for name, value in vars(cast).items() if isinstance(value, User)}


STAFF = {Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.EDITOR}
