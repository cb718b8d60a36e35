"""People, their social workers and what they are signed in with, made inside the production set-up.

`python -m tests.production.people 10` prints JSON: pairs of a person and their named social worker, with their thread.
"""

import json
import sys
import uuid
from datetime import timedelta
from typing import Any

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.mfa.models import Authenticator  # noqa: E402
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402
from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from community.messaging.services import worker_thread_of  # noqa: E402
from portal.accounts.enums import Role  # noqa: E402
from portal.accounts.models import Team, User  # noqa: E402
from portal.relationships.models import Allocation  # noqa: E402
from tests.personas import signed_in  # noqa: E402

PASSWORD = "a-password-of-the-tests"
# As many as one social worker has.
PEOPLE_OF_A_WORKER = 25


def account(name: str, role: Role, team: Team | None = None, *, password: bool = False) -> User:
    """An account with a verified address; a password takes a while to hash, so only some get one."""
    email = f"{name.lower()}-{uuid.uuid4().hex[:8]}@example.org"
    user = User(email=email, known_as=name, full_name=f"{name} Example", role=role, team=team)
    if password:
        user.set_password(PASSWORD)
    else:
        user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def cookie(user: User) -> str:
    """What a browser holds that has signed in, staff with their second factor."""
    return str(signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value)


def worker(team: Team, *, real: bool) -> dict[str, Any]:
    """A social worker. A real one has a password and an authenticator app."""
    user = account("Sunita", Role.SOCIAL_WORKER, team, password=real)
    secret = ""
    if real:
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        # An app that was never used: not the tests' own, which has no secret.
        assert Authenticator.objects.filter(user=user).count() == 1
    return {"user": user, "email": user.email, "secret": secret, "session": "" if real else cookie(user)}


def pairs(count: int, *, real: bool) -> list[dict[str, Any]]:
    """So many people, each with a thread with their named social worker."""
    now = timezone.now()
    team, _ = Team.objects.get_or_create(name="Team North")
    made: list[dict[str, Any]] = []
    helper: dict[str, Any] = {}
    for number in range(count):
        if number % PEOPLE_OF_A_WORKER == 0:
            helper = worker(team, real=real)
        person = account("Maureen", Role.PERSON, password=real)
        allocation = Allocation.objects.create(person=person, worker=helper["user"], starts_at=now - timedelta(days=1))
        thread = worker_thread_of(person, at=now)
        made.append(
            {
                "thread": str(thread.uuid),
                "allocation": allocation.pk,
                "person": {"email": person.email, "session": "" if real else cookie(person)},
                "worker": {name: value for name, value in helper.items() if name != "user"},
                "password": PASSWORD if real else "",
            }
        )
    return made


if __name__ == "__main__":
    real = "real" in sys.argv
    sys.stdout.write(json.dumps(pairs(int(sys.argv[1]), real=real)))
