"""Who hears of a plan that was sent: who decides, whose it is, who acts in their place, their worker. Inside the
transaction of it."""

from datetime import datetime

from planning.signing_off.models import SignOff
from planning.signing_off.policies import is_again
from planning.signing_off.queries import managers_for
from portal.accounts.models import User
from portal.authority.queries import acting_in_place_of
from portal.notifications.enums import Kind
from portal.notifications.services import notify
from portal.relationships.queries import named_social_worker


def tell_managers(sign_off: SignOff, *, at: datetime) -> None:
    """Those who decide about it."""
    for manager in managers_for(sign_off, at=at, again=is_again(sign_off)):
        notify(user=manager, kind=Kind.PLAN_TO_DECIDE, path=sign_off.get_absolute_url(), at=at)


def tell_person(sign_off: SignOff, *, at: datetime, by: User, kind: Kind = Kind.PLAN_DECIDED) -> None:
    """The person, and who acts in their place about money; not whoever did it themselves."""
    owner = sign_off.version.document.owner
    for user in (owner, *acting_in_place_of(owner, at=at, money=True)):
        if user.pk != by.pk:
            notify(user=user, kind=kind, path=sign_off.get_absolute_url(), at=at)


def tell_worker(sign_off: SignOff, *, at: datetime, by: User, kind: Kind = Kind.PLAN_DECIDED) -> None:
    """The named social worker; not where it was they who did it."""
    worker = named_social_worker(sign_off.version.document.owner, at=at)
    if worker and worker.is_active and worker.pk != by.pk:
        notify(user=worker, kind=kind, path=sign_off.get_absolute_url(), at=at)
