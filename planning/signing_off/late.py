"""Telling somebody that a challenge has waited longer than we said."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from planning.signing_off.models import Challenge, SignOff
from planning.signing_off.queries import managers_for, nobody_of_their_team
from portal.accounts.models import User
from portal.crisis.queries import acting_for
from portal.notifications.enums import Kind
from portal.notifications.services import notify


@transaction.atomic
def tell_of_late_challenge(*, challenge_id: int, at: datetime) -> None:
    """Once, when the day that we said is over: tell who answers it, and the person's social worker, as far as they may
    still read the plan. Where nobody of the person's team can answer any more, managers of other teams read it from now
    on. The person sees on its page that this was done. While none of them may read it, nobody is told."""
    sign_off = SignOff.objects.for_pages().get(decisions__challenge=challenge_id).hold()
    challenge = Challenge.objects.filter(pk=challenge_id).late(on=timezone.localdate(at)).first()
    if challenge is None:
        return
    managers = managers_for(sign_off, at=at, again=True)
    # Who was there in the team when it was asked may have left since.
    if not sign_off.open_to_others and nobody_of_their_team(sign_off, managers, at=at):
        sign_off.open_to_others = True
        sign_off.save(update_fields=["open_to_others"])
    known = {*managers, *acting_for(sign_off.version.document.owner, at=at)}
    readers = [user for user in known if _reads(user, sign_off, at)]
    if not readers:
        return
    challenge.told_late_at = at
    challenge.save(update_fields=["told_late_at"])
    for user in readers:
        notify(user=user, kind=Kind.STUCK, path=sign_off.get_absolute_url(), at=at)


def _reads(user: User, sign_off: SignOff, at: datetime) -> bool:
    return bool(SignOff.objects.visible_to(user, at=at).filter(pk=sign_off.pk).exists())
