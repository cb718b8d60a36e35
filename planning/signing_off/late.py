"""Telling somebody that a challenge has waited longer than we said."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from planning.signing_off.models import Challenge, SignOff
from planning.signing_off.queries import managers_for
from portal.accounts.models import User
from portal.crisis.queries import acting_for
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def tell_of_late_challenge(*, challenge_id: int, at: datetime) -> None:
    """Once, when the day that we said is over: tell who answers it, and the person's social worker, as far as they may
    still read the plan. The person sees on its page that this was done. While none of them may, nothing is done."""
    rows = Challenge.objects.select_for_update(of=("self",), no_key=True)
    challenge = rows.select_related("decision__sign_off__version__document__owner").get(pk=challenge_id)
    if not Challenge.objects.filter(pk=challenge_id).late(on=timezone.localdate(at)).exists():
        return
    sign_off = challenge.decision.sign_off
    owner = sign_off.version.document.owner
    known = {*managers_for(sign_off, at=at, again=True), *acting_for(owner, at=at)}
    readers = [user for user in known if _reads(user, sign_off, at)]
    if not readers:
        return
    challenge.told_late_at = at
    challenge.save(update_fields=["told_late_at"])
    for user in readers:
        notify(user=user, kind=Kind.STUCK, path=sign_off.get_absolute_url(), at=at)


def _reads(user: User, sign_off: SignOff, at: datetime) -> bool:
    return bool(SignOff.objects.visible_to(user, at=at).filter(pk=sign_off.pk).exists())
